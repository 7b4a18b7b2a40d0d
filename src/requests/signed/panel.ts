// Signatures on a page: a question each, who signed it, when, how they were known, and whether the answers are still those.
import { html, type Html } from '#platform/html.ts'
import { facts } from '#platform/ui/content.ts'
import type { SignedLine } from './words.ts'

export const signedFacts = (lines: readonly SignedLine[], { stacked = false } = {}): Html =>
  facts(
    lines.map(({ label, said }) => [
      label,
      html`<div class="stack tight signed-lines">${said.map((line) => html`<p>${line}</p>`)}</div>`,
    ]),
    { stacked },
  )
