// A form tried as somebody, page by page, with the judgement of the real one. Nothing is kept, nothing is sent.
import {
  type Answers,
  answersSummary,
  asksFiles,
  endNotice,
  endOf,
  factsBeside,
  type FormDefinition,
  type FormPage,
  type FormProblem,
  pageFields,
  type RawAnswers,
  shownIds,
} from '#forms'
import { attrs, type Html, html } from '#platform/html.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { select } from '#platform/ui/fields.ts'
import { plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { tabs } from '#platform/ui/navigation.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { isDivided, type Territory } from '#territory'
import { head, type HeadShown, partAddress } from '../shown/head.ts'
import { HERE } from '../written/address.ts'
import { AS, type As } from './as.ts'

export interface Tried {
  as: As
  /** As it is asked of them. */
  form: FormDefinition
  raw: RawAnswers
  answers: Answers
  problems: readonly FormProblem[]
  /** Those that these answers show. */
  pages: readonly FormPage[]
  /** null: at the end. */
  current: FormPage | null
  /** Id of what has the focus as the page opens. */
  focused?: string
  isPhone: boolean
  /** Where whoever has an account lives. */
  commune: string
}

/** What is said of the page, in hidden controls. */
export const PAGE = 'etape'
export const SEEN = 'questions-vues'

const query = (as: As, isPhone: boolean, commune: string): string =>
  `?${new URLSearchParams({ comme: as, ...(isPhone && { largeur: 'telephone' }), ...(as === 'compte' && { commune }) })}`

/** What was typed on the other pages goes with this one. */
function carried({ form, raw }: Tried, current: FormPage | null): Html[] {
  return form.pages
    .filter((page) => page.id !== current?.id)
    .flatMap(({ fields }) => fields)
    .filter((field) => !asksFiles(field))
    .flatMap((field) =>
      Object.entries(raw[field.id] ?? {}).flatMap(([part, typed]) =>
        [typed].flat().map((value) => html`<input type="hidden" name="${field.id}${part}" value="${value}">`),
      ),
    )
}

function fieldsOfPage(frame: AgentFrame, place: Territory, tried: Tried, current: FormPage): Html {
  const { form, raw, answers, problems, as, focused } = tried
  const areas = place.areas.filter((area) => !isDivided(area, place))
  const elsewhere = as === 'agent' ? { elsewhere: true as const } : {}
  const shown = pageFields(
    { form, raw, answers, problems, areas, map: null, assets: frame.assets, focused, ...elsewhere },
    current.fields,
  )
  const given = attrs({ 'data-facts': JSON.stringify(factsBeside(form, answers, current)) })
  return html`<conditional-fields class="stack wide" ${given}><div class="fields">${shown}</div></conditional-fields>`
}

/** What a page shows without a script, by its answers so far. */
export const seenOn = (
  { form, answers, raw }: Pick<Tried, 'form' | 'answers' | 'raw'>,
  current: FormPage,
): string[] => shownIds(form, current, answers, raw)

function end(tried: Tried, place: Territory): Html {
  const { form, answers } = tried
  const ended = endOf(form, answers)
  if (ended !== undefined) return endNotice(ended.end)
  const area = (code: string) => place.areas.find((one) => one.code === code)
  const lines = answersSummary(form, answers, { area }).map(
    ({ label, value }) => [label, [value].flat().join(', ')] as const,
  )
  return html`${notice('good', 'Fin du formulaire', html`<p>La demande pourrait être envoyée&nbsp;: ${plural(lines.length, 'réponse', 'réponses')}. Rien ne l’est ici.</p>`)}${facts(lines)}`
}

export function previewPage(frame: AgentFrame, place: Territory, shown: HeadShown, tried: Tried): Html {
  const { id } = shown.read
  const { as, isPhone, commune, current, pages, problems, form } = tried
  const at = partAddress(id, 'apercu')
  const to = at + query(as, isPhone, commune)
  const people = (Object.keys(AS) as As[]).map((one) => ({
    href: at + query(one, isPhone, commune),
    label: AS[one],
    current: one === as,
  }))
  const number = current === null ? pages.length : pages.findIndex((one) => one.id === current.id) + 1
  const body =
    current === null
      ? end(tried, place)
      : html`<form class="stack" method="post" action="${to}" novalidate>${csrfField(frame.csrf)}<input type="hidden" name="${PAGE}" value="${current.id}"><noscript><input type="hidden" name="${SEEN}" value="${seenOn(tried, current).join(' ')}"></noscript>${carried(tried, current)}<p class="meta">Page ${number} sur ${pages.length}</p><h2>${current.title}</h2>${fieldsOfPage(frame, place, tried, current)}<div class="row">${button('Continuer')}${linkButton('Recommencer', to, { kind: 'bare' })}</div></form>`
  const width = isPhone
    ? linkButton('Voir en grand', at + query(as, false, commune), { kind: 'quiet' })
    : linkButton('Voir à la largeur d’un téléphone', at + query(as, true, commune), { kind: 'quiet' })
  const lives =
    as === 'compte' &&
    html`<form class="row" action="${at}"><input type="hidden" name="comme" value="compte">${isPhone && html`<input type="hidden" name="largeur" value="telephone">`}${select(
      {
        ...{ name: 'commune', label: 'Qui habite à', value: commune, medium: true },
        options: place.communes.map(({ code, name }) => ({ value: code, label: name })),
      },
    )}${button('Montrer', { kind: 'quiet' })}</form>`
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const main = html`<div class="stack">${errorSummary(errors)}${head(frame, shown, 'apercu')}
    ${tabs('Comme qui', people, { thin: true })}<p class="row"><span class="meta">Aperçu&nbsp;: rien n’est gardé, rien n’est envoyé.</span>${width}</p>${lives}
    <section ${attrs({ class: isPhone ? 'panel studio-preview phone' : 'panel studio-preview', 'aria-label': 'Aperçu du formulaire' })}><div class="inside stack">${body}</div></section></div>`
  return agentPage(frame, {
    title: `${form.title}\u00a0: aperçu`,
    main,
    current: HERE,
    errorCount: errors.length,
  })
}
