// A form beside what it says in another language: French left, the language right; what lacks, and what was said of another French, are told.
import { fieldOptions, type FormDefinition, type FormLanguage, type SaidText, saidTexts } from '#forms'
import { attrs, type Html, html } from '#platform/html.ts'
import { saidIn } from '#platform/tongue/said-in.ts'
import { button, csrfField, linkButton, moreLink } from '#platform/ui/button.ts'
import { errorSummary, notice, tag } from '#platform/ui/feedback.ts'
import { capital, languageName } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { tabs } from '#platform/ui/navigation.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { head, type HeadShown, partAddress } from '../shown/head.ts'
import { HERE } from '../written/address.ts'
import { placedIn, placedInBlock } from '../written/elements.ts'
import { leftWords, progressOf } from '../written/tongues.ts'
import { seenOf } from './write.ts'

/** Names of the controls of a text. */
export const NAMES = { typed: 'texte:', seen: 'vu:', right: 'juste:' } as const
/** In the address: what is left to do alone, and from which text on. */
export const LEFT = 'reste'
export const FROM = 'de'
/** Texts of one screen: a longer form has several. */
const MOST = 150

export interface TonguesShown extends HeadShown {
  language: FormLanguage
  isLeftOnly: boolean
  from: number
  /** What was typed and is not kept yet, and what is wrong with it, by the way to the text. */
  typed: ReadonlyMap<string, string>
  problems: ReadonlyMap<string, string>
  lost: readonly string[]
}

export const languageAddress = (id: string, code: string): string =>
  `${partAddress(id, 'traductions')}/${code}`

const OWN: Readonly<Record<string, string>> = { label: 'Intitulé', hint: 'Aide' }

/** What is refused after a page, and where the form stops. */
const OF_PAGE: Readonly<Record<string, string>> = {
  'checks/message': 'Message de la vérification',
  'ends/title': 'Titre de l’arrêt',
  'ends/text': 'Texte de l’arrêt',
}

/** « Réponse », « Titre de la page » */
function whatOf(at: string): string {
  const [of, , part = '', ...within] = at.split('/')
  if (of === 'title') return 'Titre du formulaire'
  if (of === 'pages') return OF_PAGE[[part, within.at(-1)].join('/')] ?? 'Titre de la page'
  if (part === 'choices') return within.at(-1) === 'hint' ? 'Aide de la réponse' : 'Réponse'
  return OWN[part] ?? capital(fieldOptions[part]?.one ?? part)
}

/** What of the form a text belongs to. */
function elementOf(form: FormDefinition, at: string): string {
  const [of, id = ''] = at.split('/')
  if (of === 'pages') return `Page ${form.pages.findIndex((one) => one.id === id) + 1}`
  const all = placedIn(form).flatMap((one) =>
    [one, ...placedInBlock(one)].map((placed) => ({ ...placed, first: one.number })),
  )
  const found = all.find(({ field }) => field.id === id)
  if (found === undefined) return 'Le formulaire'
  const { field, number, first, block } = found
  return `Question ${first}${block === undefined ? '' : `.${number}`}. ${field.label}`
}

const LONG = 60

function control(shown: TonguesShown, text: SaidText, id: string): Html {
  const { code, rtl } = shown.language
  const { at, french, kept } = text
  const typed = shown.typed.get(at) ?? kept?.to ?? ''
  const isWrong = shown.problems.has(at)
  const given = attrs({
    ...{ class: 'input', id, name: NAMES.typed + at, lang: code, dir: rtl && 'rtl' },
    'aria-invalid': isWrong ? 'true' : undefined,
    'aria-describedby': isWrong ? `${id}-erreur` : undefined,
  })
  return french.length > LONG || typed.length > LONG
    ? html`<textarea ${given} rows="${Math.min(8, Math.ceil(Math.max(french.length, typed.length) / 50))}">\n${typed}</textarea>`
    : html`<input type="text" ${given} ${attrs({ value: typed })}>`
}

/** Said of another French: what it was, and whether it holds all the same. */
function staleNote({ at, kept }: SaidText): Html {
  return html`<p class="hint">${tag('warn', 'Le français a changé')} Avant&nbsp;: «&nbsp;${kept?.from}&nbsp;»</p><label class="choice"><input type="checkbox" name="${NAMES.right}${at}" value="oui"><span>La traduction est toujours juste</span></label>`
}

function pair(shown: TonguesShown, text: SaidText, place: number): Html {
  const id = `t-${place}`
  const { at, french, state } = text
  const problem = shown.problems.get(at)
  const error =
    problem !== undefined &&
    html`<p class="error" id="${id}-erreur">${icon('circle-alert')}<span>${problem}</span></p>`
  return html`<li class="studio-pair"><label for="${id}"><span class="meta">${whatOf(at)}${state === 'gap' && html` ${tag('idle', 'Manque')}`}</span><span>${french}</span><span class="hidden"> en ${languageName(shown.language.code)}</span></label><div ${attrs({ class: problem === undefined ? 'field' : 'field is-wrong' })}>${error}${control(shown, text, id)}<input type="hidden" name="${NAMES.seen}${at}" value="${seenOf(text)}">${state === 'stale' && staleNote(text)}</div></li>`
}

function groups(shown: TonguesShown, texts: readonly SaidText[]): Html[] {
  const { form } = shown.read
  const places = new Map(texts.map(({ at }, place) => [at, shown.from + place + 1]))
  return [...Map.groupBy(texts, ({ at }) => elementOf(form, at))].map(
    ([element, own]) =>
      html`<section class="panel"><header><h2>${element}</h2></header><ul class="studio-pairs">${own.map((text) => pair(shown, text, places.get(text.at) ?? 0))}</ul></section>`,
  )
}

function others(shown: TonguesShown, count: number): Html | null {
  const { from, isLeftOnly, read, language } = shown
  const to = (first: number) =>
    `${languageAddress(read.id, language.code)}?${new URLSearchParams({ [FROM]: String(first), ...(isLeftOnly && { [LEFT]: '1' }) })}`
  if (count <= MOST) return null
  return html`<p class="row">${from > 0 && linkButton('Textes précédents', to(Math.max(from - MOST, 0)), { kind: 'quiet' })}${from + MOST < count && linkButton('Textes suivants', to(from + MOST), { kind: 'quiet' })}</p>`
}

const languageTabs = (id: string, form: FormDefinition, current: string | null): Html | null => {
  const { languages = [] } = form
  if (languages.length === 0) return null
  const list = languages.map(({ code, name }) => {
    const { gaps, stale } = progressOf(saidTexts(form, code))
    return { href: languageAddress(id, code), label: name, current: code === current, count: gaps + stale }
  })
  return tabs('Langues du formulaire, avec ce qui reste à traduire', list, { thin: true })
}

function lostNotice({ lost }: TonguesShown): Html | null {
  return lost.length === 0
    ? null
    : notice(
        'warn',
        'Ces textes ont quitté le formulaire pendant que vous traduisiez',
        html`<ul>${lost.map((one) => html`<li>${one}</li>`)}</ul>`,
      )
}

/** GET and POST /administration/formulaires/:formulaire/traductions/:langue */
export function tonguesPage(frame: AgentFrame, shown: TonguesShown): Html {
  const { read, language, isLeftOnly, from, problems } = shown
  const { id, form } = read
  const { code, name, rtl } = language
  const all = saidTexts(form, code)
  const progress = progressOf(all)
  const left = progress.gaps + progress.stale
  const wanted = isLeftOnly ? all.filter(({ at, state }) => state !== 'said' || problems.has(at)) : all
  const texts = wanted.slice(from, from + MOST)
  const at = languageAddress(id, code)
  const action = `${at}?${new URLSearchParams({ [FROM]: String(from), ...(isLeftOnly && { [LEFT]: '1' }) })}`
  const errors = texts.flatMap((text, place) => {
    const message = problems.get(text.at)
    return message === undefined ? [] : [{ id: `t-${from + place + 1}`, message }]
  })
  const filter = isLeftOnly
    ? moreLink('Montrer tous les textes', at)
    : left > 0 && moreLink(`Montrer seulement ce qui reste (${left})`, `${at}?${LEFT}=1`)
  const body =
    texts.length === 0
      ? notice(
          'good',
          'Tout est traduit',
          html`<p>Chaque texte de ce formulaire se lit aussi en ${languageName(code)}.</p>`,
        )
      : html`<form class="stack" method="post" action="${action}">${csrfField(frame.csrf)}${groups(shown, texts)}<div class="row actions">${button('Garder dans le brouillon')}</div></form>`
  const main = html`<div class="stack">${errorSummary(errors, 'Le reste de ce que vous avez tapé est gardé sur cette page.')}${lostNotice(shown)}${head(frame, shown, 'traductions')}${languageTabs(id, form, code)}
    <p class="row"><b>${saidIn({ code, rtl }, name)}</b> <span class="meta">${leftWords(progress)}</span> ${filter}${moreLink('Ajouter une langue', `${partAddress(id, 'traductions')}/ajouter`)}${moreLink('Retirer cette langue', `${at}/retirer`)}</p>${body}${others(shown, wanted.length)}</div>`
  return agentPage(frame, {
    title: `${form.title}\u00a0: traductions en ${languageName(code)}`,
    main,
    current: HERE,
    errorCount: errors.length,
  })
}

/** GET /administration/formulaires/:formulaire/traductions, while there is no language. */
export function noTonguePage(frame: AgentFrame, shown: HeadShown): Html {
  const { id, form } = shown.read
  const none = notice(
    'info',
    'Ce formulaire se lit en français seulement',
    html`<p>Ajoutez une langue, puis traduisez ses textes&nbsp;: l’habitant la choisit en haut du formulaire. Ce qui n’est pas traduit reste en français. L’agent lit toujours les réponses en français.</p><p>${linkButton('Ajouter une langue', `${partAddress(id, 'traductions')}/ajouter`, { kind: 'quiet', icon: 'plus' })}</p>`,
  )
  const main = html`<div class="stack">${head(frame, shown, 'traductions')}${none}</div>`
  return agentPage(frame, { title: `${form.title}\u00a0: traductions`, main, current: HERE })
}
