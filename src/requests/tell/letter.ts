/** A message to the resident as its mail says it. */
export interface Letter {
  subject: string
  title: string
  paragraphs: string[]
  facts: [string, string][]
  action: string
}
