/** The day of deposits over the real wire: certificates, MQTT, the rule of IoT Core, queues and the stream. */
import '../devices/deposit-day.story.test.ts';
