// Handlers: a form is translated beside its French; a language is added to it, and taken away with what it says.
import { type FormDefinition, type FormLanguage, languageIn } from '#forms'
import { NotFound } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { cleanText } from '#platform/http/clean-text.ts'
import {
  type Context,
  one,
  page,
  post,
  redirect,
  type Reply,
  type Route,
  type Values,
} from '#platform/http/route.ts'
import { field } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { languageName, plural } from '#platform/ui/french.ts'
import { adminForm, adminFrame } from '#territory'
import { z } from 'zod'
import { partAddress } from '../shown/head.ts'
import { readShown } from '../shown/shown.ts'
import { ACTION, HERE } from '../written/address.ts'
import { change, idIn, readForm, save, shownNumber } from '../written/read.ts'
import { KNOWN } from './known.ts'
import {
  FROM,
  languageAddress,
  LEFT,
  NAMES,
  noTonguePage,
  tonguesPage,
  type TonguesShown,
} from './tongues.page.ts'
import { translationCommands, type TypedText, type Written } from './write.ts'

const face = 'admin'
const AT = `${HERE}/:formulaire/traductions`
const BACK = { href: AT, label: 'Revenir aux traductions' } as const

/** @throws NotFound */
function languageOf({ params }: Pick<Context, 'params'>, form: FormDefinition): FormLanguage {
  const found = languageIn(form, params.langue ?? '')
  if (found === undefined)
    throw new NotFound('Ce formulaire n’a pas cette langue\u00a0: quelqu’un l’a peut-être retirée.')
  return found
}

/** GET /administration/formulaires/:formulaire/traductions */
const showLanguages = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const shown = await readShown(tx, idIn(ctx))
    const [first] = shown.read.form.languages ?? []
    return first === undefined
      ? page(noTonguePage(await adminFrame(ctx, tx), shown))
      : redirect(languageAddress(shown.read.id, first.code))
  })

type Again = Pick<TonguesShown, 'typed' | 'problems' | 'lost'>
const NOTHING: Again = { typed: new Map(), problems: new Map(), lost: [] }

const show = (ctx: Context, again: Again, status = 200): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const shown = await readShown(tx, idIn(ctx))
    const from = Number(one(ctx.query, FROM))
    const content = tonguesPage(await adminFrame(ctx, tx), {
      ...{ ...shown, ...again },
      language: languageOf(ctx, shown.read.form),
      isLeftOnly: one(ctx.query, LEFT) === '1',
      from: Number.isSafeInteger(from) && from > 0 ? from : 0,
    })
    return page(content, status)
  })

function typedIn(values: Values): TypedText[] {
  return Object.keys(values)
    .filter((name) => name.startsWith(NAMES.typed))
    .map((name) => {
      const at = name.slice(NAMES.typed.length)
      return {
        at,
        typed: cleanText(one(values, name)).trim(),
        isStillRight: one(values, NAMES.right + at) === 'oui',
        seen: one(values, NAMES.seen + at),
      }
    })
}

/** What was typed is not kept: all of it comes back. */
class Refused extends Error {
  readonly written: Written
  constructor(written: Written) {
    super('some texts are not as they were shown')
    this.written = written
  }
}

const translate = post({
  post: `${AT}/:langue`,
  action: ACTION,
  title: 'Traduire un formulaire',
  face,
  input: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  async handle(ctx, _, { values }) {
    const id = idIn(ctx)
    const texts = typedIn(values)
    let count = 0
    try {
      await ctx.db.write(ctx.actor, (tx) =>
        change(tx, id, (form) => {
          const written = translationCommands(form, languageOf(ctx, form).code, texts)
          if (written.problems.size + written.lost.length > 0) throw new Refused(written)
          count = written.commands.length
          return written.commands
        }),
      )
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const { problems, lost } = error.written
      return show(ctx, { typed: new Map(texts.map(({ at, typed }) => [at, typed])), problems, lost }, 409)
    }
    const to = languageAddress(id, ctx.params.langue ?? '')
    const left = one(ctx.query, LEFT) === '1' ? `?${LEFT}=1` : ''
    const said = plural(count, 'traduction gardée', 'traductions gardées')
    return redirect(to + left, count === 0 ? 'Rien n’a changé.' : `${said} dans le brouillon.`)
  },
})

const add = adminForm({
  at: `${AT}/ajouter`,
  action: ACTION,
  title: 'Ajouter une langue',
  async form(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    const free = Object.entries(KNOWN).filter(([code]) => languageIn(form, code) === undefined)
    return formOf({
      langue: field<string>({
        label: 'Langue',
        hint: 'L’habitant la choisit en haut du formulaire, sous le nom que ses locuteurs lui donnent.',
        control: { list: free.map(([code, { name }]) => [code, `${name} (${languageName(code)})`] as const) },
        type: z
          .string()
          .refine((code) => free.some(([known]) => known === code), 'Choisissez dans la liste.'),
      }),
    })
  },
  button: 'Ajouter au brouillon',
  back: BACK,
  async shown(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    return { title: `Ajouter une langue\u00a0: ${form.title}` }
  },
  async act(tx, { langue: code }, ctx) {
    const known = KNOWN[code]
    const form = await change(tx, idIn(ctx), (now) =>
      known === undefined || languageIn(now, code) !== undefined
        ? []
        : [{ do: 'add', at: ['languages'], item: { code, ...known, texts: [] } }],
    )
    return redirect(languageAddress(form.id, code), 'La langue est ajoutée\u00a0: traduisez ses textes.')
  },
})

const remove = adminForm({
  at: `${AT}/:langue/retirer`,
  action: ACTION,
  title: 'Retirer une langue',
  form: formOf({}),
  button: 'Retirer du brouillon',
  back: BACK,
  async shown(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    const language = languageOf(ctx, form)
    return {
      title: `Retirer la langue\u00a0: ${languageName(language.code)}`,
      version: shownNumber(language),
      intro: html`<p>${plural(language.texts.length, 'traduction part', 'traductions partent')} avec elle. «&nbsp;Annuler&nbsp;» la remet.</p>`,
    }
  },
  async act(tx, _, ctx, seen) {
    const form = await save(tx, idIn(ctx), {
      ...{ of: (now) => languageOf(ctx, now), seen },
      commands: (now) => [{ do: 'remove', at: ['languages', languageOf(ctx, now).code] }],
    })
    return redirect(
      partAddress(form.id, 'traductions'),
      'La langue est retirée\u00a0: «\u00a0Annuler\u00a0» la remet.',
    )
  },
})

export const tongueRoutes: readonly Route[] = [
  { get: AT, action: ACTION, title: 'Langues d’un formulaire', face, handle: showLanguages },
  ...add,
  ...remove,
  {
    get: `${AT}/:langue`,
    action: ACTION,
    title: 'Traductions d’un formulaire',
    face,
    handle: (ctx: Context) => show(ctx, NOTHING),
  },
  translate,
]
