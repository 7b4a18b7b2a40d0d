// What a search over everything that is set finds: what it is, where it stands, the line that says it.
import { type Html, html } from '#platform/html.ts'
import type { Found } from '#platform/screens/found.ts'
import { holdsAll } from '#platform/plain-words.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { filters } from '#platform/ui/filters.ts'
import { plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'

const CURRENT = '/administration/recherche'
const LONGEST = 160

/** The line that holds the most of what is asked, besides what the name says; of several, the first. */
function lineOf({ name, text }: Found, asked: string): string {
  const lines = text.split('\n').filter((line) => line !== '')
  const holds = asked
    .split(/\s+/)
    .map((word) => holdsAll(word))
    .filter((has) => !has(name))
  const held = (line: string): number => holds.filter((has) => has(line)).length
  const best = lines.reduce((most, line) => (held(line) > held(most) ? line : most), lines[0] ?? '')
  return best.length > LONGEST ? `${best.slice(0, LONGEST)}…` : best
}

/** GET /administration/recherche */
export function everythingPage(
  frame: AgentFrame,
  { asked, found, total }: { asked: string; found: readonly Found[]; total: number },
): Html {
  const bar = filters({
    action: CURRENT,
    label: 'Chercher dans tout ce qui se règle',
    filters: [
      { kind: 'text', name: 'q', label: 'Mots', value: asked, placeholder: 'Un nom, une phrase, une valeur' },
    ],
  })
  const list =
    asked === ''
      ? html`<p class="inside">Écrans, réglages, démarches, règles, modèles, unités, calendriers, conventions&nbsp;: par leur nom, leurs mots ou leur valeur.</p>`
      : found.length === 0
        ? emptyState('Rien ne correspond', 'Essayez un autre mot.')
        : table({
            caption: 'Ce qui correspond',
            captionHidden: true,
            columns: [{ label: 'Quoi' }, { label: 'Genre' }, { label: 'Ce qui y est dit' }, { label: 'Où' }],
            rows: found.map((one) => [
              html`<a href="${one.href}">${one.name}</a>`,
              one.kind,
              lineOf(one, asked),
              one.where,
            ]),
            dense: true,
          })
  const count = total > 0 && html` <span class="soft">${plural(total, 'résultat', 'résultats')}</span>`
  const more =
    total > found.length && html`<p class="meta inside">Les ${found.length} premiers sont montrés.</p>`
  const main = html`<div class="stack"><h1>Chercher un réglage${count}</h1><div class="panel">${bar}${list}${more}</div></div>`
  return agentPage(frame, { title: 'Chercher un réglage', main, current: CURRENT })
}
