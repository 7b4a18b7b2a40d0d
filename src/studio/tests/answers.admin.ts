// The answers of a test, in the controls of the form: every question is there, whatever shows it. Kept as typed, right or wrong.
import {
  asksFiles,
  expectedFrom,
  fieldsOf,
  type FormDefinition,
  type FormTest,
  outcomeOf,
  pageFields,
  rawOfTest,
  type RawAnswers,
  rawOfValues,
} from '#forms'
import type { Command } from '#definitions'
import type { Read } from '#platform/db/db.ts'
import { attrs, type Html, html } from '#platform/html.ts'
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
import { Outdated, versionIn, VERSION } from '#platform/screens/outdated.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { errorSummary, notice } from '#platform/ui/feedback.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { adminFrame, isDivided, territory, type Territory } from '#territory'
import { z } from 'zod'
import { head, type HeadShown, partAddress } from '../shown/head.ts'
import { readShown } from '../shown/shown.ts'
import { ACTION, HERE } from '../written/address.ts'
import { change, idIn, readForm, save, shownNumber } from '../written/read.ts'
import { testIn, testWay } from '../written/tested.ts'
import { testAddress } from './test.admin.ts'

const face = 'admin'
const FILE = 'fichier.'
const EXPECT = 'attendre.ainsi'

/** Every question, whatever shows it. */
const flat = (form: FormDefinition): FormDefinition => ({
  ...form,
  pages: form.pages.map(({ showIf: _when, ...one_ }) => ({
    ...one_,
    fields: one_.fields.map(({ showIf: _if, requiredIf: _required, ...field }) => field),
  })),
})

function answersIn(form: FormDefinition, values: Values): FormTest['answers'] {
  const raw = rawOfValues(fieldsOf(form), values)
  const answers: FormTest['answers'] = {}
  for (const field of fieldsOf(form)) {
    if (asksFiles(field)) {
      if (one(values, FILE + field.id) === 'oui') answers[field.id] = ['document.pdf']
      continue
    }
    const typed = Object.entries(raw[field.id] ?? {}).filter(([, given]) =>
      [given].flat().some((text) => text.trim() !== ''),
    )
    if (typed.length > 0) answers[field.id] = Object.fromEntries(typed)
  }
  return answers
}

interface Shown {
  test: FormTest
  raw: RawAnswers
  /** What was typed is not kept. */
  isOld: boolean
}

function controls(frame: AgentFrame, place: Territory, form: FormDefinition, { test, raw }: Shown): Html[] {
  const all = flat(form)
  const areas = place.areas.filter((area) => !isDivided(area, place))
  const view = { form: all, raw, answers: {}, problems: [], areas, map: null, assets: frame.assets }
  const elsewhere = test.as === 'agent' ? { elsewhere: true as const } : {}
  return all.pages.map((one_, at) => {
    const typed = one_.fields.filter((field) => !asksFiles(field))
    const drawn = pageFields({ ...view, ...elsewhere }, typed)
    const files = one_.fields
      .filter(asksFiles)
      .map(
        ({ id, label }) =>
          html`<label class="choice"><input ${attrs({ type: 'checkbox', name: FILE + id, value: 'oui', checked: raw[id] !== undefined })}><span>${label}&nbsp;: un fichier est joint</span></label>`,
      )
    return html`<section class="panel" aria-label="Page ${at + 1}. ${one_.title}"><header><h2>Page ${at + 1}. ${one_.title}</h2></header><div class="inside stack">${drawn}${files}</div></section>`
  })
}

function answersPage(frame: AgentFrame, place: Territory, shown: HeadShown, given: Shown): Html {
  const { form } = shown.read
  const { test, isOld } = given
  const isNew = Object.keys(test.expects).length === 0
  const old =
    isOld &&
    notice(
      'warn',
      'Quelqu’un a changé ces réponses pendant que vous écriviez',
      html`<p>Les vôtres sont ci-dessous, et ne sont pas encore gardées&nbsp;: relisez, puis gardez-les à la place des siennes.</p>`,
    )
  const main = html`<div class="stack">${errorSummary(isOld ? [{ id: '', message: 'Vos réponses ne sont pas gardées.' }] : [], 'Elles sont ci-dessous.')}${head(frame, shown, 'tests')}${old}
    <h2>Réponses du test&nbsp;: ${test.name}</h2><p class="reading">Toutes les questions sont là, même celles que ces réponses ne montrent pas. Une réponse fausse se garde aussi&nbsp;: le test dit alors la phrase qu’il attend.</p>
    <keep-typed><form class="stack" method="post" action="${testAddress(form.id, test.id, 'reponses')}" novalidate>${csrfField(frame.csrf)}<input type="hidden" name="${VERSION}" value="${shownNumber(test.answers)}">${controls(frame, place, form, given)}
    <label class="choice"><input ${attrs({ type: 'checkbox', name: EXPECT, value: 'oui', checked: isNew })}><span>Attendre ce que le formulaire fait de ces réponses aujourd’hui</span></label>
    <div class="row">${button('Garder dans le brouillon')}${linkButton('Revenir aux tests', partAddress(form.id, 'tests'), { kind: 'bare' })}</div></form></keep-typed></div>`
  return agentPage(frame, { title: `${form.title}\u00a0: réponses d’un test`, main, current: HERE })
}

const show = (ctx: Context, typed: Values | null, status = 200): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const shown = await readShown(tx, idIn(ctx))
    const { form } = shown.read
    const test = testIn(form, ctx.params.test ?? '')
    const answers = typed === null ? test.answers : answersIn(form, typed)
    const given = { test, raw: rawOfTest(form, { answers }), isOld: typed !== null }
    return page(answersPage(await adminFrame(ctx, tx), await territory(tx), shown, given), status)
  })

/** What is expected is what the form does of it. */
async function expecting(tx: Read, form: FormDefinition, test: FormTest): Promise<Command> {
  const place = await territory(tx)
  const expects = expectedFrom(outcomeOf(form, test, (code) => place.area(code)))
  return { do: 'set', at: [...testWay(test.id), 'expects'], to: expects as never }
}

const keep = post({
  post: `${HERE}/:formulaire/tests/:test/reponses`,
  action: ACTION,
  title: 'Garder les réponses d’un test',
  face,
  input: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  async handle(ctx, _, { values }) {
    const id = ctx.params.test ?? ''
    try {
      await ctx.db.write(ctx.actor, async (tx) => {
        const form = await save(tx, idIn(ctx), {
          of: (now) => testIn(now, id).answers,
          seen: versionIn(values),
          commands: (now) => [
            { do: 'set', at: [...testWay(id), 'answers'], to: answersIn(now, values) as never },
          ],
        })
        if (one(values, EXPECT) !== 'oui') return
        const command = await expecting(tx, form, testIn(form, id))
        await change(tx, form.id, () => [command])
      })
    } catch (error) {
      if (!(error instanceof Outdated)) throw error
      return show(ctx, values, 409)
    }
    return redirect(partAddress(idIn(ctx), 'tests'), 'Les réponses du test sont gardées dans le brouillon.')
  },
})

/** What it expects becomes what the form does; answers to questions that went are taken away. */
const accept = post({
  post: `${HERE}/:formulaire/tests/:test/accepter`,
  action: ACTION,
  title: 'Attendre d’un test ce que fait le formulaire',
  face,
  input: z.object({}),
  async handle(ctx) {
    await ctx.db.write(ctx.actor, async (tx) => {
      const { form } = await readForm(tx, idIn(ctx))
      const test = testIn(form, ctx.params.test ?? '')
      const known = new Set(fieldsOf(form).map(({ id }) => id))
      const answers = Object.fromEntries(Object.entries(test.answers).filter(([id]) => known.has(id)))
      const command = await expecting(tx, form, { ...test, answers })
      await change(tx, form.id, () => [
        ...(Object.keys(answers).length === Object.keys(test.answers).length
          ? []
          : [{ do: 'set' as const, at: [...testWay(test.id), 'answers'], to: answers as never }]),
        command,
      ])
    })
    return redirect(partAddress(idIn(ctx), 'tests'), 'Le test attend ce que fait le formulaire.')
  },
})

export const answerRoutes: readonly Route[] = [
  {
    get: `${HERE}/:formulaire/tests/:test/reponses`,
    action: ACTION,
    title: 'Réponses d’un test',
    face,
    handle: (ctx: Context) => show(ctx, null),
  },
  keep,
  accept,
]
