// « Ma commune »: said once, kept a year, changed anywhere.
import type { Context } from '#platform/http/route.ts'
import { type Html, html } from '#platform/html.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { select } from '#platform/ui/fields.ts'

export interface CommuneChoice {
  chosen: { code: string; name: string } | null
  communes: readonly { code: string; name: string }[]
}

/** The form that chooses a commune and comes back to the same page. `id` keeps its control unique in the page. */
function communeForm(ctx: Context, { chosen, communes }: CommuneChoice, id = 'commune'): Html {
  const options = communes.map(({ code, name }) => ({ value: code, label: name }))
  const control = select({
    name: 'commune',
    id,
    label: 'Votre commune',
    options,
    value: chosen?.code,
    blank: 'Choisissez',
    medium: true,
  })
  return html`<form class="stack tight" method="post" action="/commune">${csrfField(ctx.csrf)}<input type="hidden" name="retour" value="${ctx.url}">${control}<div>${button('Garder cette commune', { kind: 'quiet' })}</div></form>`
}

/** The commune known, with the way to change it; or the form. Nothing on the site of a commune, which is the answer. */
export function communeChooser(ctx: Context, choice: CommuneChoice, id?: string): Html | null {
  if (ctx.site.commune !== null) return null
  const form = communeForm(ctx, choice, id)
  if (choice.chosen === null) return form
  return html`<div class="stack tight"><p>Votre commune&nbsp;: <b>${choice.chosen.name}</b></p><details><summary>Changer de commune</summary>${form}</details></div>`
}
