// The page of one's own photograph, and faces as they stand beside names.
import type { FieldProblem } from '#platform/errors.ts'
import { attrs, html, type Html } from '#platform/html.ts'
import { button, buttonForm, csrfField } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { fileField } from '#platform/ui/files.ts'
import { fullDate } from '#platform/ui/french.ts'
import { initials } from '#platform/ui/header.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { MOST_BYTES } from '../portrait.ts'
import { addressOf, HERE, OWN, PHOTO } from '../words.ts'

const photoOf = (id: number): string => `${addressOf(id)}/photo`

/** Beside the name that says whose it is: the photograph that they agreed to show to whoever reads, else their initials. */
export const faceOf = ({ id, name, hasPhoto }: { id: number; name: string; hasPhoto: boolean }): Html =>
  hasPhoto
    ? html`<img class="face" src="${photoOf(id)}" alt="" width="28" height="28" loading="lazy">`
    : html`<span class="initials" aria-hidden="true">${initials(name)}</span>`

/** The same, large, at the head of their card. */
export const portraitOf = ({ id, name, hasPhoto }: { id: number; name: string; hasPhoto: boolean }): Html =>
  hasPhoto
    ? html`<img class="face large" src="${photoOf(id)}" alt="Sa photo" width="96" height="96">`
    : html`<span class="initials large" aria-hidden="true">${initials(name)}</span>`

const WHO = html`<p>Elle est vue des agents qui lisent toute votre fiche&nbsp;: ceux de votre collectivité, et ceux des autres si la vôtre leur montre toute la fiche. Le public ne la voit jamais.</p>
  <p>Rien n’y oblige. Vous la retirez quand vous voulez, ici, d’un geste&nbsp;: elle est alors effacée.</p>`

export function photoScreen(
  frame: AgentFrame,
  {
    personId,
    name,
    agreedAt,
    problems,
    hasAgreed,
    zone,
  }: {
    personId: number
    name: string
    agreedAt: Date | null
    problems: readonly FieldProblem[]
    hasAgreed: boolean
    zone: string
  },
): Html {
  const errorOf = (field: string) => problems.find((problem) => problem.field === field)?.message
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const now =
    agreedAt !== null &&
    panel(
      'En ce moment',
      html`<p class="row">${portraitOf({ id: personId, name, hasPhoto: true })}<span>Montrée avec votre accord du ${fullDate(agreedAt, zone)}.</span></p>
      ${buttonForm('Retirer ma photo et mon accord', `${PHOTO}/retrait`, frame.csrf, { kind: 'quiet' })}`,
    )
  const file = fileField({
    ...{ name: 'photo', label: 'Votre photo', files: [], max: 1, maxBytes: MOST_BYTES },
    hint: 'JPEG, PNG ou WebP, 12\u00a0Mo au plus. Elle est coupée au carré et réduite\u00a0; le lieu et l’appareil qu’elle garde en elle sont effacés.',
    ...{ accept: 'image/jpeg,image/png,image/webp', error: errorOf('photo') },
  })
  const wrong = errorOf('agreed')
  const box = attrs({
    ...{ type: 'checkbox', id: 'agreed', name: 'agreed', value: 'oui', checked: hasAgreed },
    'aria-invalid': wrong === undefined ? undefined : 'true',
    'aria-describedby': wrong === undefined ? undefined : 'agreed-error',
  })
  const agreement = html`<div class="field">${wrong !== undefined && html`<p class="error" id="agreed-error">${wrong}</p>`}<label class="choice"><input ${box}><span>J’accepte que ma photo soit montrée aux agents qui lisent toute ma fiche</span></label></div>`
  const main = html`<div class="stack desk-form">${errorSummary(errors)}<h1>Ma photo</h1>${WHO}${now}
    <form class="stack" method="post" action="${PHOTO}" enctype="multipart/form-data" novalidate>${csrfField(frame.csrf)}
    <section class="panel" aria-label="${agreedAt === null ? 'Une photo' : 'Une autre photo'}"><div class="inside"><div class="fields">${agreement}${file}</div></div></section>
    <div class="row">${button('Mettre cette photo')}<a href="${OWN}">Revenir à ma fiche</a></div></form></div>`
  return agentPage(frame, { title: 'Ma photo', main, current: HERE, errorCount: errors.length })
}
