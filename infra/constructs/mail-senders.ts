import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Programme } from '#brands/programmes.ts';
import { mailDomain } from '../names.ts';
import { namesIn } from '../references.ts';

/** Each brand's right to send mail: its domain, signed by DKIM, and a configuration set with a reputation of its own. */
export class MailSenders extends Construct {
  constructor(scope: Construct, id: string, { programmes }: { programmes: readonly Programme[] }) {
    super(scope, id);
    for (const brand of programmes.map((programme) => programme.id)) {
      new ConfigurationSet(this, brand, {
        configurationSetName: namesIn(this).configurationSet(brand),
        reputationMetrics: true,
        suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
        tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      });
    }
    for (const domain of new Set(programmes.map(({ mail }) => mailDomain(mail.from)))) {
      new EmailIdentity(this, domain, { identity: Identity.domain(domain) });
    }
  }
}
