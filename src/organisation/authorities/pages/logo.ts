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
import { type Authority, authorityNoun, type AuthorityProfile } from '#territory'
import { AUTHORITIES, authorityHref } from '../../units/addresses.ts'

export const LOGO = 'logo'
/** Of the file as it is sent. */
export const MOST_BYTES = 2_000_000

/** As headers show it, and as footers do: on the colour of the authority, which is not that of whoever looks. */
function sample(svg: string, { brandStrong }: AuthorityProfile): Html {
  const ground =
    brandStrong !== undefined &&
    html`<svg class="logo-ground" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true"><rect width="1" height="1" fill="${brandStrong}"/></svg>`
  return html`<div class="row logo-samples">${readLogo(svg)}<span class="logo-deep">${ground}${readLogo(svg)}</span></div>`
}

/** GET …/collectivites/:collectivite/logo */
export function logoPage(frame: AgentFrame, authority: Authority, problems: readonly FieldProblem[]): Html {
  const at = `${authorityHref(authority.slug)}/logo`
  const { logoSvg } = authority
  const now =
    logoSvg === null
      ? html`<p>Le guichet porte celui de Parvis.</p>`
      : html`${sample(logoSvg, authority.profile)}${buttonForm('Retirer ce logo', `${at}/retrait`, frame.csrf, { kind: 'quiet' })}`
  const error = problems.find(({ field }) => field === LOGO)?.message
  const file = fileField({
    name: LOGO,
    label: 'Fichier',
    hint: 'SVG de tracés simples, ou PNG sur fond transparent, de 96 points de haut au moins et 2 Mo au plus. Il est réduit à 96 points de haut, et vu aussitôt.',
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
