// What a page refuses once it is answered, and where the form stops after it: written in the lines of conditions, with the author’s words.
import type { Command } from '#definitions'
import { type FormDefinition, type FormPage, labelsOf, type PageCheck, type PageEnd } from '#forms'
import { canonicalJson } from '#platform/ledger/events.ts'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { type Choice, field, type Field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { notice } from '#platform/ui/feedback.ts'
import { conditionSentence } from '#rules'
import { adminForm } from '#territory'
import { z } from 'zod'
import { ACTION, BACK, elementAddress, HERE, pageAddress } from '../written/address.ts'
import { propertyCommands } from '../written/commands.ts'
import { nameFor, pageIn, pageWay } from '../written/elements.ts'
import { change, idIn, readForm, save, shownNumber } from '../written/read.ts'
import { conditionPanel, conditionTyped, type Panel, saidBy } from '../conditions/line-fields.ts'

type Stop = PageCheck | PageEnd
type Typed = Readonly<Record<string, unknown>>

/** One of the two sorts. */
interface Sort {
  /** In the address, and in the page. */
  at: 'verifications' | 'arrets'
  property: 'checks' | 'ends'
  add: string
  change: string
  remove: string
  gone: string
  /** What is asked beside the condition. */
  panel: (page: FormPage) => Panel
  shown: (stop: Stop | undefined, page: FormPage) => Record<string, string>
  /** Without its name. */
  made: (typed: Typed) => Record<string, unknown>
  titleOf: (stop: Stop) => string
  says: (sentence: string) => string
}

const text = (label: string, hint: string, most: number): Field<unknown> =>
  field<unknown>({
    ...{ label, hint, control: 'text' },
    type: z
      .string()
      .trim()
      .transform((typed) => typed.replaceAll('\r\n', '\n'))
      .pipe(
        z
          .string()
          .min(1, 'Écrivez ce texte.')
          .max(most, `C’est trop long\u00a0: ${most} caractères au plus.`),
      ),
  })

const CHECKS: Sort = {
  ...{ at: 'verifications', property: 'checks' },
  add: 'Ajouter une vérification',
  change: 'Changer une vérification',
  remove: 'Retirer une vérification',
  gone: 'Cette vérification n’est plus là\u00a0: quelqu’un l’a peut-être retirée.',
  panel: ({ fields }) => ({
    message: text(
      'Message',
      'Ce que lit la personne\u00a0: ce qui ne va pas, et quoi faire. 300 caractères au plus.',
      300,
    ),
    question: field<unknown>({
      label: 'Question concernée',
      hint: 'Le message y mène.',
      control: { list: fields.map(({ id, label }): Choice => [id, label]) },
      type: z
        .string()
        .refine((id) => fields.some((one) => one.id === id), 'Choisissez une question de cette page.'),
    }),
  }),
  shown: (stop, { fields }) =>
    stop !== undefined && 'message' in stop
      ? { message: stop.message, question: stop.at }
      : { message: '', question: fields[0]?.id ?? '' },
  made: (typed) => ({ message: typed.message, at: typed.question }),
  titleOf: (stop) => ('message' in stop ? stop.message : ''),
  says: (sentence) => `La page est refusée ${sentence}.`,
}

const ENDS: Sort = {
  ...{ at: 'arrets', property: 'ends' },
  add: 'Ajouter un arrêt',
  change: 'Changer un arrêt',
  remove: 'Retirer un arrêt',
  gone: 'Cet arrêt n’est plus là\u00a0: quelqu’un l’a peut-être retiré.',
  panel: () => ({
    titre: field<unknown>({
      label: 'Titre',
      hint: 'Par exemple «\u00a0Cette aide n’est pas pour vous\u00a0».',
      control: 'line',
      type: lineOf(120).pipe(z.string().min(1, 'Donnez-lui un titre.')),
    }),
    texte: text(
      'Ce qu’il faut faire à la place',
      'Un lien s’écrit [nos horaires](/horaires), un mot qui compte **ainsi**, une ligne de liste commence par un tiret.',
      2000,
    ),
  }),
  shown: (stop) =>
    stop !== undefined && 'title' in stop
      ? { titre: stop.title, texte: stop.text }
      : { titre: '', texte: '' },
  made: (typed) => ({ title: typed.titre, text: typed.texte }),
  titleOf: (stop) => ('title' in stop ? stop.title : ''),
  says: (sentence) => `Le formulaire s’arrête après cette page ${sentence}.`,
}

const stopsOf = ({ property }: Sort, page: FormPage): readonly Stop[] => page[property] ?? []
const pageOf = (form: FormDefinition, { params }: Context): FormPage => pageIn(form, params.page ?? '')

/** @throws NotFound */
function stopIn(sort: Sort, form: FormDefinition, ctx: Context): Stop {
  const found = stopsOf(sort, pageOf(form, ctx)).find(({ id }) => id === ctx.params.arret)
  if (found === undefined) throw new NotFound(sort.gone)
  return found
}

/** @throws BadInput when no line says anything */
function madeFrom(sort: Sort, typed: Typed, form: FormDefinition) {
  const when = saidBy(typed, form)
  if (when === null)
    throw new BadInput([
      {
        field: 'quoi-1',
        message: 'Dites au moins une chose\u00a0: sans condition, personne n’irait plus loin.',
      },
    ])
  return { when, ...sort.made(typed) }
}

const tried = (sort: Sort, typed: Typed, form: FormDefinition) => {
  const { when } = madeFrom(sort, typed, form)
  return notice('info', 'Cela se lit', html`<p>${sort.says(conditionSentence(when, labelsOf(form)))}</p>`)
}

const numberOf = (form: FormDefinition, page: FormPage): string => `page ${form.pages.indexOf(page) + 1}`

const SCREEN = {
  ...{ action: ACTION, back: BACK, triedButton: 'Lire la phrase', button: 'Garder dans le brouillon' },
}

function adding(sort: Sort): Route[] {
  return adminForm({
    ...SCREEN,
    at: `${HERE}/:formulaire/pages/:page/${sort.at}/nouveau`,
    title: sort.add,
    async form(tx: Read, ctx: Context) {
      const { form } = await readForm(tx, idIn(ctx))
      return formOf<Panel>({
        ...sort.panel(pageOf(form, ctx)),
        ...(await conditionPanel(tx, form, '', undefined)),
      })
    },
    async shown(tx, ctx) {
      const { form } = await readForm(tx, idIn(ctx))
      const page = pageOf(form, ctx)
      return {
        title: `${sort.add}\u00a0: ${numberOf(form, page)}, ${page.title}`,
        typed: { ...sort.shown(undefined, page), lien: 'all' },
      }
    },
    tried: async (tx, typed, ctx) => tried(sort, typed, (await readForm(tx, idIn(ctx))).form),
    async act(tx, typed, ctx) {
      const form = await change(tx, idIn(ctx), (now): Command[] => {
        const page = pageOf(now, ctx)
        const all = stopsOf(sort, page)
        const made = madeFrom(sort, typed, now)
        const taken = [...(page.checks ?? []), ...(page.ends ?? [])].map(({ id }) => id)
        const item = { id: nameFor(String(typed.titre ?? typed.message), taken), ...made } as never
        const way = [...pageWay(page.id), sort.property]
        return all.length === 0
          ? [{ do: 'set', at: way, to: [item] as never }]
          : [{ do: 'add', at: way, item }]
      })
      return redirect(elementAddress(form.id, ctx.params.page ?? ''), 'Gardé dans le brouillon.')
    },
  })
}

function changing(sort: Sort): Route[] {
  return adminForm({
    ...SCREEN,
    at: `${HERE}/:formulaire/pages/:page/${sort.at}/:arret/changer`,
    title: sort.change,
    async form(tx: Read, ctx: Context) {
      const { form } = await readForm(tx, idIn(ctx))
      return formOf<Panel>({
        ...sort.panel(pageOf(form, ctx)),
        ...(await conditionPanel(tx, form, '', stopIn(sort, form, ctx).when)),
      })
    },
    async shown(tx, ctx) {
      const { form } = await readForm(tx, idIn(ctx))
      const page = pageOf(form, ctx)
      const stop = stopIn(sort, form, ctx)
      return {
        title: `${sort.change}\u00a0: ${numberOf(form, page)}, ${page.title}`,
        typed: { ...sort.shown(stop, page), ...conditionTyped(form, stop.when) },
        version: shownNumber(stop),
        intro: html`<p>${sort.says(conditionSentence(stop.when, labelsOf(form)))}</p><p><a href="${pageAddress(form.id, page.id, `${sort.at}/${stop.id}/retirer`)}">${sort.remove}</a></p>`,
      }
    },
    tried: async (tx, typed, ctx) => tried(sort, typed, (await readForm(tx, idIn(ctx))).form),
    async act(tx, typed, ctx, seen) {
      const form = await save(tx, idIn(ctx), {
        of: (now) => stopIn(sort, now, ctx),
        seen,
        commands(now) {
          const { id, ...was } = stopIn(sort, now, ctx)
          const made = madeFrom(sort, typed, now)
          const way = [...pageWay(pageOf(now, ctx).id), sort.property, id]
          return canonicalJson(was) === canonicalJson(made) ? [] : propertyCommands(way, was, made)
        },
      })
      return redirect(elementAddress(form.id, ctx.params.page ?? ''), 'Gardé dans le brouillon.')
    },
  })
}

function removing(sort: Sort): Route[] {
  return adminForm({
    ...{ action: ACTION, back: BACK, form: formOf({}), button: 'Retirer du brouillon' },
    at: `${HERE}/:formulaire/pages/:page/${sort.at}/:arret/retirer`,
    title: sort.remove,
    async shown(tx, ctx) {
      const { form } = await readForm(tx, idIn(ctx))
      const stop = stopIn(sort, form, ctx)
      return {
        version: shownNumber(stop),
        intro: html`<p>«&nbsp;${sort.titleOf(stop)}&nbsp;»</p><p>${sort.says(conditionSentence(stop.when, labelsOf(form)))}</p>`,
      }
    },
    async act(tx, _, ctx, seen) {
      const form = await save(tx, idIn(ctx), {
        of: (now) => stopIn(sort, now, ctx),
        seen,
        commands(now): Command[] {
          const page = pageOf(now, ctx)
          const way = [...pageWay(page.id), sort.property]
          const { id } = stopIn(sort, now, ctx)
          return [{ do: 'remove', at: stopsOf(sort, page).length === 1 ? way : [...way, id] }]
        },
      })
      return redirect(
        elementAddress(form.id, ctx.params.page ?? ''),
        'Retiré\u00a0: «\u00a0Annuler\u00a0» le remet.',
      )
    },
  })
}

export const stopRoutes: readonly Route[] = [CHECKS, ENDS].flatMap((sort) => [
  ...adding(sort),
  ...changing(sort),
  ...removing(sort),
])
