// The copy to read and to print: one file that needs nothing else, not even us.
import { type Html, html } from '#platform/html.ts'
import { longDate } from '#platform/ui/french.ts'
import type { DataCopy } from '../export.ts'

/** A value of a row, in words. */
function words(value: unknown, zone: string): Html | string {
  if (value === null || value === undefined || value === '') return '–'
  if (value instanceof Date) return longDate(value, zone)
  if (Array.isArray(value)) {
    if (value.length === 0) return '–'
    return html`<ul>${value.map((item) => html`<li>${words(item, zone)}</li>`)}</ul>`
  }
  if (typeof value === 'object') return row(value as Record<string, unknown>, zone)
  if (typeof value === 'boolean') return value ? 'oui' : 'non'
  return typeof value === 'number' ? String(value) : (value as string)
}

const row = (values: Record<string, unknown>, zone: string): Html =>
  html`<dl>${Object.entries(values).map(([name, value]) => html`<dt>${name}</dt><dd>${words(value, zone)}</dd>`)}</dl>`

/** A whole HTML document. */
export function copyPage({ day, zone, authorities }: DataCopy): Html {
  const parts = authorities.map(
    ({ name, processings }) =>
      html`<h2>${name}</h2>${processings.map(
        ({ title, purpose, legalBase, durations, things }) =>
          html`<h3>${title}</h3>${purpose && html`<p>${purpose}</p>`}${legalBase && html`<p>${legalBase}</p>`}
          ${durations.length > 0 ? html`<ul>${durations.map((text) => html`<li>${text}</li>`)}</ul>` : null}
          ${things.map((thing) => html`<h4>${thing.title} (${thing.count})</h4>${thing.rows.map((item) => html`${row(item, zone)}<hr>`)}`)}`,
      )}`,
  )
  return html`<!doctype html>
    <html lang="fr">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Mes données, le ${longDate(day)}</title>
    </head>
    <body>
    <main>
    <h1>Mes données, le ${longDate(day)}</h1>
    <p>Ce que chaque collectivité tient sur vous, et pourquoi. Ce fichier se lit sans connexion et s’imprime.</p>
    ${parts}
    </main>
    </body>
    </html>`
}
