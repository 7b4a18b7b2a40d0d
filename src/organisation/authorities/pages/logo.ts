// The page of an authority's logo: as it stands, on the grounds where it is shown, and the file that takes its place.
import type { FieldProblem } from '#platform/errors.ts'
import { of } from '#platform/french/noun.ts'
import { html, type Html } from '#platform/html.ts'
import { button, buttonForm, csrfField } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { fileField } from '#platform/ui/files.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { readLogo } from '#platform/ui/logo.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { type Authority, authorityNoun } from '#territory'
import { AUTHORITIES, authorityHref } from '../../units/addresses.ts'

export const LOGO = 'logo'
/** Of the file as it is sent. */
export const MOST_BYTES = 2_000_000

const sample = (svg: string): Html =>
  html`<div class="row logo-samples">${readLogo(svg)}<span class="logo-deep">${readLogo(svg)}</span></div>`

/** GET …/collectivites/:collectivite/logo */
export function logoPage(frame: AgentFrame, authority: Authority, problems: readonly FieldProblem[]): Html {
  const at = `${authorityHref(authority.slug)}/logo`
  const { logoSvg } = authority
  const now =
    logoSvg === null
      ? html`<p>Le guichet porte celui de Parvis.</p>`
      : html`${sample(logoSvg)}${buttonForm('Retirer ce logo', `${at}/retrait`, frame.csrf, { kind: 'quiet' })}`
  const error = problems.find(({ field }) => field === LOGO)?.message
  const file = fileField({
    name: LOGO,
    label: 'Fichier',
    hint: 'SVG de tracés simples, ou PNG sur fond transparent, 2 Mo au plus. Il est réduit à 96 points de haut, et vu aussitôt.',
    ...{ files: [], max: 1, maxBytes: MOST_BYTES, accept: 'image/svg+xml,image/png,image/webp,image/jpeg' },
    ...(error !== undefined && { error }),
  })
  const title = `Logo ${of(authorityNoun(authority))}`
  const errors = problems.map(({ field: id, message }) => ({ id, message }))
  const main = html`<div class="stack desk-form">${errorSummary(errors)}<h1>${title}</h1>${panel('En ce moment', now)}
    <form class="stack" method="post" action="${at}" enctype="multipart/form-data" novalidate>${csrfField(frame.csrf)}
    ${panel('Un autre', file)}
    <div class="row">${button('Mettre ce logo')}<a href="${authorityHref(authority.slug)}">Revenir à la collectivité</a></div></form></div>`
  return agentPage(frame, { title, main, current: AUTHORITIES, errorCount: errors.length })
}
