// What is being written of a definition, in sentences, with what is done of it; the versions that were in force.
import { type Html, html } from '#platform/html.ts'
import { button, buttonForm, csrfField } from '#platform/ui/button.ts'
import { fold } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice } from '#platform/ui/feedback.ts'
import { mediumDate, plural } from '#platform/ui/french.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { VERSION } from '#platform/screens/outdated.ts'
import type { Past } from '../past.ts'
import type { Written } from '../written.ts'

const list = (sentences: readonly string[]): Html =>
  html`<ul>${sentences.map((one) => html`<li>${one}</li>`)}</ul>`

interface Shown<Body> {
  /** Address of the page. */
  at: string
  written: Written<Body>
  /** Why it is not published. */
  problems: readonly string[]
  /** What whoever publishes it answers, beside the button. */
  asked?: Html | null
}

/** What the draft changes; nothing while there is none. */
export function draftPanel<Body>(
  { csrf }: AgentFrame,
  { at, written: { draft, changes, isOld, live, edition }, problems, asked = null }: Shown<Body>,
): Html | null {
  if (draft === null) return null
  const act = (name: string, label: string, kind?: 'quiet') =>
    buttonForm(label, `${at}/${name}`, csrf, {
      ...(kind !== undefined && { kind }),
      fields: { [VERSION]: String(edition) },
    })
  const publish = (label: string): Html =>
    asked === null
      ? act('publier', label)
      : html`<form class="stack" method="post" action="${at}/publier">${csrfField(csrf)}<input type="hidden" name="${VERSION}" value="${edition}">${asked}<div class="row">${button(label)}</div></form>`
  const kept = problems.length > 0 && notice('bad', 'Rien n’est publié', list(problems))
  // Beside « Publier », one press threw away what was written: it is opened, read, then done.
  const lost =
    live === null
      ? 'Il n’a jamais été publié\u00a0: tout ce qui est écrit est perdu.'
      : 'Ce qui est en ligne reste\u00a0; ce que vous et vos collègues avez écrit depuis est perdu.'
  const drop = fold(
    'Abandonner ce brouillon',
    html`<p>${lost} Rien ne le fait revenir.</p>${act('abandonner', 'Abandonner', 'quiet')}`,
  )
  if (live === null)
    return panel(
      'Brouillon\u00a0: rien n’est encore publié',
      html`${kept}<p>Complétez-le, relisez, puis publiez.</p><div class="row">${publish('Publier')}</div>${drop}`,
    )
  const said =
    changes.length === 0
      ? html`<p>Le brouillon dit la même chose que ce qui est en ligne.</p>`
      : list(changes)
  const acts = isOld
    ? html`<p>La version ${live.version} a été publiée depuis que ce brouillon a été commencé.</p><div class="row">${act('reprendre', 'Reprendre le brouillon sur cette version')}</div>`
    : html`<div class="row">${changes.length > 0 && publish(`Publier la version ${live.version + 1}`)}</div>`
  return panel('Brouillon\u00a0: ce qui change', html`${kept}${said}${acts}${drop}`)
}

export function versionsPanel(versions: readonly Past[], zone: string): Html {
  const items = versions.map(({ version, publishedAt, changes }) =>
    changes.length === 0
      ? html`<p>Version ${version}, le ${mediumDate(publishedAt, zone)}</p>`
      : fold(`Version ${version}, le ${mediumDate(publishedAt, zone)}`, list(changes), {
          meta: plural(changes.length, 'changement', 'changements'),
        }),
  )
  return panel('Versions', html`${items}`)
}
