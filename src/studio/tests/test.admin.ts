// A test is begun, said what it expects, recorded from a request by whoever may read it, taken away.
import type { Command } from '#definitions'
import { expectedFrom, type FormDefinition, formVersion, type FormTest, ofNobody, outcomeOf } from '#forms'
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { type Choice, day, field, lineOf, several } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import type { Rows } from '#platform/ui/rows.ts'
import { noteShown, sentToRead } from '#requests'
import { adminForm, territory, todayThere } from '#territory'
import { z } from 'zod'
import { partAddress } from '../shown/head.ts'
import { ACTION, formAddress, HERE } from '../written/address.ts'
import { propertyCommands } from '../written/commands.ts'
import { nameFor, placedIn } from '../written/elements.ts'
import { change, idIn, readForm, save, shownNumber } from '../written/read.ts'
import { testIn, testWay } from '../written/tested.ts'

const back = { href: `${HERE}/:formulaire/tests`, label: 'Revenir aux tests' }

export const testAddress = (form: string, test: string, what: string): string =>
  `${formAddress(form)}/tests/${test}/${what}`

const AS: readonly Choice[] = [
  ['resident', 'Une personne'],
  ['agent', 'Un agent, pour quelqu’un', 'Il peut laisser vide comment la joindre.'],
]

const name = field({
  label: 'Nom du test',
  hint: 'Ce qu’il vérifie, par exemple «\u00a0Au-dessus du plafond, pas de RIB demandé\u00a0». Pas le nom d’une personne.',
  control: 'line',
  type: lineOf(200).pipe(z.string().min(1, 'Donnez un nom à ce test.')),
})
const as = field({
  label: 'Qui répond',
  control: AS,
  type: z.enum(['resident', 'agent'], 'Choisissez qui répond.'),
})
const on = field({
  label: 'Quel jour',
  hint: 'Le jour où les réponses sont données\u00a0: les âges et les délais se comptent de là.',
  control: 'day',
  medium: true,
  type: day,
})

/** The list begins with it when there is none. */
const added = (test: FormTest): Command => ({
  ...{ do: 'add', at: ['tests'] },
  item: test as unknown as Extract<Command, { do: 'add' }>['item'],
})

const namesOf = ({ tests = [] }: FormDefinition): string[] => [
  ...tests.map(({ id }) => id),
  // In addresses beside those of tests.
  'nouveau',
  'enregistrer',
]

/** With what the form does of it, which is expected from now on. */
async function asItDoes(tx: Read, form: FormDefinition, test: FormTest): Promise<FormTest> {
  const place = await territory(tx)
  return { ...test, expects: expectedFrom(outcomeOf(form, test, (code) => place.area(code))) }
}

const begin = adminForm({
  at: `${HERE}/:formulaire/tests/nouveau`,
  action: ACTION,
  title: 'Écrire un test',
  form: formOf({ nom: name, qui: as, jour: on }),
  button: 'Continuer\u00a0: les réponses',
  back,
  async shown(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    return {
      title: `Écrire un test\u00a0: ${form.title}`,
      typed: { qui: 'resident', jour: await todayThere(tx) },
    }
  },
  async act(tx, { nom, qui, jour }, ctx) {
    let id = ''
    const form = await change(tx, idIn(ctx), (now) => {
      id = nameFor(nom, namesOf(now))
      return [added({ id, name: nom, as: qui, on: jour, answers: {}, expects: {} })]
    })
    return redirect(testAddress(form.id, id, 'reponses'), 'Le test est commencé\u00a0: donnez ses réponses.')
  },
})

const NONE = 'Aucune demande de ce formulaire ne porte ce numéro, parmi celles que vous pouvez lire.'

const record = adminForm({
  at: `${HERE}/:formulaire/tests/enregistrer`,
  action: ACTION,
  title: 'Enregistrer un test depuis une demande',
  form: formOf({
    demande: field({
      label: 'Numéro de la demande',
      hint: 'Une demande de ce formulaire que vous avez le droit de lire. L’habitant voit que vous l’avez lue.',
      control: 'line',
      medium: true,
      type: lineOf(40).pipe(z.string().min(1, 'Écrivez le numéro d’une demande.')),
    }),
    nom: name,
  }),
  button: 'Enregistrer le test',
  back,
  async shown(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    return {
      title: `Enregistrer un test\u00a0: ${form.title}`,
      intro: html`<p class="reading">De la personne, rien n’est gardé&nbsp;: noms, adresses, téléphones, comptes, dates, nombres, textes et fichiers sont remplacés par des exemples, du même côté des conditions. Ne restent que les réponses choisies parmi celles que le formulaire propose. Relisez le test avant de publier.</p>`,
    }
  },
  async act(tx, { demande, nom }, ctx) {
    const { form: now } = await readForm(tx, idIn(ctx))
    const sent = await sentToRead(tx, demande)
    if (sent?.formId !== now.id) throw new BadInput([{ field: 'demande', message: NONE }])
    await noteShown(tx, demande)
    const place = await territory(tx)
    const today = await todayThere(tx)
    const old = await formVersion(tx, sent.formId, sent.formVersion)
    const judging = { today, area: (code: string) => place.area(code) }
    const where = { commune: place.communes[0]?.code ?? '', own: sent.areaCode }
    const answers = ofNobody(now, { old, answers: sent.answers }, where, judging)
    let id = ''
    const made: FormTest = await asItDoes(tx, now, {
      ...{ id: '', name: nom, as: sent.isEntered ? 'agent' : 'resident', on: today, answers, expects: {} },
    })
    const form = await change(tx, idIn(ctx), (draft) => {
      id = nameFor(nom, namesOf(draft))
      return [added({ ...made, id })]
    })
    return redirect(partAddress(form.id, 'tests'), 'Le test est enregistré\u00a0: relisez ce qu’il attend.')
  },
})

const REFUSED: Rows = {
  one: 'réponse refusée',
  isFeminine: true,
  most: 20,
  columns: [
    { id: 'question', label: 'Numéro de la question', maxLength: 5 },
    { id: 'phrase', label: 'Ce que dit le formulaire', maxLength: 500 },
  ],
}

const about = (test: FormTest) => ({ name: test.name, as: test.as, on: test.on, expects: test.expects })
const testOf = (ctx: Context) => (form: FormDefinition) => testIn(form, ctx.params.test ?? '')

/** @throws BadInput beside the line that names no question */
function refusedIn(form: FormDefinition, cells: readonly string[]): { at: string; sentence: string }[] {
  const all = placedIn(form)
  return Array.from({ length: Math.ceil(cells.length / 2) }, (_, row) => row).flatMap((row) => {
    const [number = '', sentence = ''] = [cells[row * 2]?.trim(), cells[row * 2 + 1]?.trim()]
    if (number + sentence === '') return []
    const found = all.find((one) => String(one.number) === number)
    if (found === undefined || sentence === '')
      throw new BadInput([
        {
          field: `refus-${row + 1}-${found === undefined ? 1 : 2}`,
          message:
            found === undefined
              ? `Écrivez le numéro d’une question, de 1 à ${all.length}.`
              : 'Écrivez la phrase attendue.',
        },
      ])
    return [{ at: found.field.id, sentence }]
  })
}

const expect = adminForm({
  at: `${HERE}/:formulaire/tests/:test/attendu`,
  action: ACTION,
  title: 'Dire ce qu’un test attend',
  form: formOf({
    nom: name,
    qui: as,
    jour: on,
    pages: field({
      label: 'Pages posées, et elles seules',
      hint: 'Aucune cochée\u00a0: le test ne regarde pas les pages.',
      optional: true,
      control: { several: [] },
      type: several,
    }),
    montrees: field({
      ...{ label: 'Questions montrées', optional: true, under: 'Questions montrées ou cachées' },
      ...{ control: { several: [] }, type: several },
    }),
    cachees: field({
      ...{ label: 'Questions cachées', optional: true, under: 'Questions montrées ou cachées' },
      ...{ control: { several: [] }, type: several },
    }),
    juge: field({
      label: 'Réponses prises ou refusées',
      control: [
        [
          'oui',
          'Le test les regarde',
          'Celles de la liste sont refusées avec cette phrase, les autres sont prises.',
        ],
        ['non', 'Le test ne les regarde pas', 'Il ne dit que les pages et les questions.'],
      ],
      type: z.enum(['oui', 'non'], 'Choisissez.'),
    }),
    refus: field({
      label: 'Réponses refusées',
      hint: 'Aucune\u00a0: toutes les réponses doivent être prises.',
      optional: true,
      control: { rows: REFUSED },
      type: several,
    }),
  }),
  button: 'Garder dans le brouillon',
  back,
  async shown(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    const test = testOf(ctx)(form)
    const { expects } = test
    const all = placedIn(form)
    const questions = all.map(({ field: one, number }): Choice => [one.id, `${number}. ${one.label}`])
    const numberOf = (id: string) => all.find((one) => one.field.id === id)?.number ?? ''
    return {
      title: `Ce qu’attend le test\u00a0: ${test.name}`,
      typed: {
        ...{ nom: test.name, qui: test.as, jour: test.on },
        ...{ pages: expects.pages ?? [], montrees: expects.shown ?? [], cachees: expects.hidden ?? [] },
        juge: expects.refused === undefined ? 'non' : 'oui',
        refus: (expects.refused ?? []).flatMap(({ at, sentence }) => [String(numberOf(at)), sentence]),
      },
      choices: {
        pages: form.pages.map(({ id, title }, at): Choice => [id, `Page ${at + 1}. ${title}`]),
        ...{ montrees: questions, cachees: questions },
      },
      version: shownNumber(about(test)),
    }
  },
  async act(tx, typed, ctx, seen) {
    const of = testOf(ctx)
    const form = await save(tx, idIn(ctx), {
      ...{ of: (now) => about(of(now)), seen },
      commands(now) {
        const both = typed.montrees.find((id) => typed.cachees.includes(id))
        if (both !== undefined)
          throw new BadInput([
            { field: 'cachees', message: 'Une question ne peut pas être attendue montrée et cachée.' },
          ])
        const refused = refusedIn(now, typed.refus)
        const ordered = now.pages.map(({ id }) => id).filter((id) => typed.pages.includes(id))
        const expects: FormTest['expects'] = {
          ...(ordered.length > 0 && { pages: ordered }),
          ...(typed.montrees.length > 0 && { shown: typed.montrees }),
          ...(typed.cachees.length > 0 && { hidden: typed.cachees }),
          ...(typed.juge === 'oui' && { refused }),
        }
        const was = about(of(now))
        const made = { name: typed.nom, as: typed.qui, on: typed.jour, expects }
        return propertyCommands(testWay(of(now).id), was, made)
      },
    })
    return redirect(partAddress(form.id, 'tests'), 'Gardé dans le brouillon.')
  },
})

const remove = adminForm({
  at: `${HERE}/:formulaire/tests/:test/retirer`,
  action: ACTION,
  title: 'Retirer un test',
  form: formOf({}),
  button: 'Retirer du brouillon',
  back,
  async shown(tx, ctx) {
    const { form } = await readForm(tx, idIn(ctx))
    const test = testOf(ctx)(form)
    return { title: `Retirer le test\u00a0: ${test.name}`, version: shownNumber(test) }
  },
  async act(tx, _, ctx, seen) {
    const of = testOf(ctx)
    const form = await save(tx, idIn(ctx), {
      ...{ of, seen },
      commands: (now) => [{ do: 'remove', at: testWay(of(now).id) }],
    })
    return redirect(partAddress(form.id, 'tests'), 'Le test est retiré du brouillon.')
  },
})

export const testForms: readonly Route[] = [...begin, ...record, ...expect, ...remove]
