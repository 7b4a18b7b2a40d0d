// A file of a form on screen: chosen; all that is wrong with it; what it would change, before it is kept.
import { compare } from '#definitions'
import { FORM, type FormDefinition } from '#forms'
import type { FieldProblem } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { button, csrfField } from '#platform/ui/button.ts'
import { radioCards } from '#platform/ui/choices.ts'
import { panel } from '#platform/ui/desk.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { textInput } from '#platform/ui/fields.ts'
import { fileField } from '#platform/ui/files.ts'
import { plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { HERE } from '../written/address.ts'
import { placedIn } from '../written/elements.ts'
import { shownNumber } from '../written/read.ts'
import type { FileFault } from './faults.ts'
import { MOST_BYTES } from './file.ts'
import type { CarriedModel } from './models.ts'

export const IMPORT_AT = `${HERE}/importer`
export const FILE = 'fichier'
/** What is made of a file. */
export const WAYS = ['nouveau', 'version', 'copie'] as const
export type Way = (typeof WAYS)[number]

/** Where a file would go: nowhere yet; into the draft of the form of that name; nowhere, for that name is not to be had. */
export type Standing =
  | { is: 'fresh' }
  | { is: 'known'; form: FormDefinition; isDrafted: boolean; version: number }
  | { is: 'taken' }

/** Said at once; the rest is counted. */
const SHOWN = 100

/** The first of them, and how many others. */
function listed(sentences: readonly string[]): Html {
  const more = sentences.length - SHOWN
  return html`<ul>${sentences.slice(0, SHOWN).map((one) => html`<li>${one}</li>`)}</ul>${more > 0 && html`<p>Et ${plural(more, 'autre', 'autres')}.</p>`}`
}

/** GET /administration/formulaires/importer */
export function filePage(frame: AgentFrame, faults: readonly FileFault[], missing: string | null): Html {
  const title = 'Importer un formulaire'
  const errors = missing === null ? [] : [{ id: FILE, message: missing }]
  const file = fileField({
    ...{ name: FILE, label: 'Fichier du formulaire', files: [], max: 1, maxBytes: MOST_BYTES },
    ...{ accept: '.json,application/json', error: missing ?? undefined },
    hint: 'Le fichier .json qu’a donné «\u00a0Exporter\u00a0», 1,3\u00a0Mo au plus.',
  })
  const wrong =
    faults.length > 0 &&
    notice(
      'bad',
      `Rien n’est importé\u00a0: ${plural(faults.length, 'faute', 'fautes')} dans ce fichier`,
      listed(faults.map(({ where, sentence }) => `${where}\u00a0: ${sentence}`)),
    )
  const main = html`<div class="stack desk-form">${errorSummary(errors)}<h1>${title}</h1>${wrong}
    <p class="reading">Le fichier est lu en entier et comparé à ce qui est écrit ici, avant que rien ne soit gardé.</p>
    <form class="stack" method="post" action="${IMPORT_AT}" enctype="multipart/form-data" novalidate>${csrfField(frame.csrf)}
    <section class="panel" aria-label="${title}"><div class="inside"><div class="fields">${file}</div></div></section>
    <div class="row">${button('Lire ce fichier')}<a href="${HERE}">Tous les formulaires</a></div></form></div>`
  const errorCount = errors.length + faults.length
  return agentPage(frame, { title, main, current: HERE, errorCount })
}

export interface Trial {
  form: FormDefinition
  /** Those that come along. */
  models: readonly Pick<CarriedModel, 'name'>[]
  /** The file itself, in pieces that go with the page. */
  pieces: readonly string[]
  standing: Standing
  /** What would keep it from being published. */
  faults: readonly string[]
  typed: { choix: string; titre: string }
  problems: readonly FieldProblem[]
}

const wholeOf = (standing: Standing): FormDefinition | null =>
  standing.is === 'known' ? standing.form : null
/** Number of what the file would change. */
export const seenOf = (standing: Standing): number => shownNumber(wholeOf(standing))

/** What it changes of what is written here, in sentences; null: nothing is written here under that name. */
const changesOf = ({ form, standing }: Pick<Trial, 'form' | 'standing'>): string[] | null =>
  standing.is === 'known' ? compare(FORM, standing.form, form) : null

function changesPanel({ form, standing }: Trial): Html {
  const changes = changesOf({ form, standing })
  if (changes !== null)
    return panel(
      'Ce que cela change',
      changes.length === 0
        ? html`<p>Le fichier dit ce qui est déjà écrit ici. Il ne reste rien à en garder, sauf une copie.</p>`
        : listed(changes),
    )
  return panel(
    'Ce que cela change',
    standing.is === 'fresh'
      ? html`<p>Aucun formulaire ne porte ici l’identifiant «&nbsp;${form.id}&nbsp;»&nbsp;: c’est un nouveau formulaire.</p>`
      : html`<p>L’identifiant «&nbsp;${form.id}&nbsp;» ne peut pas être repris ici&nbsp;: il a servi, ou il ne convient pas à une adresse. Le fichier devient une copie, sous un titre.</p>`,
  )
}

const COPY = {
  value: 'copie',
  label: 'Une copie, en brouillon',
  hint: 'Sous le titre ci-dessous\u00a0; ce qui est écrit ici ne bouge pas.',
}

/** What one may make of it, the likeliest first. */
function waysOf(trial: Trial): { value: Way; label: string; hint: string }[] {
  const { standing } = trial
  const copy = { ...COPY, value: 'copie' as const }
  if (standing.is === 'taken') return [copy]
  if (standing.is === 'fresh')
    return [
      {
        value: 'nouveau',
        label: 'Un nouveau formulaire, en brouillon',
        hint: 'Rien n’est en ligne avant d’être publié.',
      },
      copy,
    ]
  if (changesOf(trial)?.length === 0) return [copy]
  const hint = standing.isDrafted
    ? 'Le brouillon en cours dit alors ce que dit le fichier\u00a0; «\u00a0Annuler\u00a0» rend ce qu’il disait.'
    : `La version ${standing.version} reste en ligne jusqu’à la publication.`
  return [{ value: 'version', label: 'Une nouvelle version, en brouillon', hint }, copy]
}

/** What a file would change. */
export function trialPage(frame: AgentFrame, trial: Trial): Html {
  const { form, models, pieces, standing, faults, typed, problems } = trial
  const title = `Importer\u00a0: ${form.title}`
  const ways = waysOf(trial)
  const messageOf = (name: string) => problems.find(({ field }) => field === name)?.message
  const choice = radioCards({
    ...{ name: 'choix', label: 'Que faire de ce fichier\u00a0?', choices: ways, error: messageOf('choix') },
    value: ways.some(({ value }) => value === typed.choix) ? typed.choix : ways[0]?.value,
  })
  const copied = textInput({
    ...{ name: 'titre', label: 'Titre de la copie', value: typed.titre, error: messageOf('titre') },
    ...{ hint: 'Pour une copie seulement.', optional: ways.length > 1 },
  })
  const wrong =
    faults.length > 0 &&
    notice(
      'warn',
      `${plural(faults.length, 'point bloquera', 'points bloqueront')} la publication`,
      listed(faults),
    )
  const errors = problems.map(({ field, message }) => ({ id: field, message }))
  const given =
    models.length === 0 ? '' : `, ${plural(models.length, 'modèle à remplir', 'modèles à remplir')}`
  const counted = `${plural(form.pages.length, 'page', 'pages')}, ${plural(placedIn(form).length, 'question', 'questions')}${given}`
  const hidden = [
    ...pieces.map((piece) => html`<input type="hidden" name="contenu" value="${piece}">`),
    html`<input type="hidden" name="vu" value="${seenOf(standing)}">`,
  ]
  const main = html`<div class="stack desk-form">${errorSummary(errors)}<h1>${title}</h1>
    <p class="reading">Le fichier est lu sans faute&nbsp;: ${counted}. Rien n’est encore gardé.</p>${changesPanel(trial)}${wrong}
    <form class="stack" method="post" action="${IMPORT_AT}/garder" novalidate>${csrfField(frame.csrf)}${hidden}
    <section class="panel" aria-label="Que faire de ce fichier"><div class="inside"><div class="fields">${choice}${copied}</div></div></section>
    <div class="row">${button('Garder dans un brouillon')}<a href="${IMPORT_AT}">Choisir un autre fichier</a> <a href="${HERE}">Tous les formulaires</a></div></form></div>`
  return agentPage(frame, { title, main, current: HERE, errorCount: errors.length })
}
