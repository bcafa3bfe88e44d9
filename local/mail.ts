/** A mail as the inbox keeps and shows it. */
export type Message = {
  id: string;
  from: string;
  to: string[];
  subject: string;
  date: string;
  text: string;
  html: string;
  /** By lower-case name; a header that came more than once has its values on lines of their own. */
  headers: Record<string, string>;
  attachments: { filename: string; contentType: string; size: number }[];
};
