// The administration home: ways in, work that fails, the history's check.
import { JOB_NAMES } from '../job-names.ts'
import { html, type Html } from '#platform/html.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { number, plural, shortDateTime } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import type { FailingJob } from '../queries.ts'

export interface AdminView {
  /** What is administered. */
  about: string
  /** Where residents find it. */
  counter: string
  /** Null for whoever administers one town: the installation's work is the metropolis's. */
  jobs: readonly FailingJob[] | null
  /** The places of its menu by group, with how many things are there; panels that modules bring. */
  ways: readonly { href: string; label: string; group: string; count: number | null }[]
  blocks: readonly Html[]
  /** May they have the chains verified? */
  verifies: boolean
  /** About how many events are kept; null for whoever administers one town. */
  events: number | null
  /** Few enough to be walked while one waits. */
  checkable: boolean
  zone: string
}

// An error may quote values: only its beginning is shown.
const cause = (text: string): string =>
  (text.split('\n')[0] ?? '')
    .replace(/[("'«:].*$/, '')
    .trim()
    .slice(0, 80)

function jobsPanel({ jobs, zone }: AdminView): Html | null {
  if (jobs === null) return null
  if (jobs.length === 0)
    return panel(
      'Tâches qui échouent',
      html`<p>Aucune. Les courriels et les délais automatiques partent normalement.</p>`,
    )
  const rows = jobs.map(({ task, attempts, maxAttempts, runAt, lastError }) => [
    JOB_NAMES[task] ?? task,
    `${attempts} sur ${maxAttempts}`,
    attempts >= maxAttempts ? 'Arrêtée' : shortDateTime(runAt, zone),
    cause(lastError),
  ])
  const columns = [{ label: 'Tâche' }, { label: 'Essais' }, { label: 'Prochain essai' }, { label: 'Cause' }]
  return panel(
    'Tâches qui échouent',
    table({ caption: 'Tâches en échec', captionHidden: true, columns, rows, dense: true }),
    {
      end: html`<span class="count bad">${jobs.length}</span>`,
    },
  )
}

function historyPanel(frame: AgentFrame, { verifies, events, checkable }: AdminView): Html | null {
  if (!verifies) return null
  const act = checkable
    ? buttonForm('Vérifier maintenant', '/administration/verification', frame.csrf, {
        kind: 'quiet',
        icon: 'shield-check',
      })
    : html`<p class="meta">L’historique est long&nbsp;: la commande <code>npm run verify</code> le vérifie sans faire attendre personne.</p>`
  return panel(
    'Historique',
    html`<p>Chaque fait est lié au précédent : un historique modifié après coup se voit.${events !== null && events > 0 && html` Environ ${plural(events, 'événement', 'événements')}.`}</p>${act}`,
  )
}

/** What is administered, as the menu groups it. */
const waysPanels = ({ ways }: AdminView): Html[] =>
  [...Map.groupBy(ways, ({ group }) => group)].map(([group, own]) =>
    panel(
      group,
      linkList(
        own.map(({ href, label, count }) => ({
          href,
          label,
          end: count !== null && html`<span class="count">${number(count)}</span>`,
        })),
      ),
    ),
  )

/** GET /administration */
export function adminPage(frame: AgentFrame, view: AdminView): Html {
  const main = html`<div class="stack"><div class="row apart"><h1>Administration <span class="soft">${view.about}</span></h1>${linkButton('Voir mon guichet', view.counter, { kind: 'quiet', icon: 'eye' })}</div>
    ${view.blocks}<div class="two-panels">${waysPanels(view)}</div>${jobsPanel(view)}${historyPanel(frame, view)}</div>`
  return agentPage(frame, { title: 'Administration', main, current: '/administration' })
}
