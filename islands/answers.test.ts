// Every type of field, one that Parvis does not know among them: what a browser reads of the answer is what the server reads of
// what it posts, and conditions say the same on both sides.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { buildSync } from 'esbuild'
import type { FastifyRequest } from 'fastify'
import type { Page } from 'playwright-core'
import { attrs, html, renderHtml } from '#platform/html.ts'
import { readBody } from '#platform/http/body.ts'
import type { Posted } from '#platform/http/route.ts'
import { uploadRoom } from '#platform/http/upload-room.ts'
import { loadAssets } from '#platform/ui/bundle.ts'
import { draftForm } from '#platform/ui/islands.ts'
import {
  checkCondition,
  type Condition,
  type Facts,
  type FactType,
  holds,
  isAnswered,
  type Value,
} from '#rules'
import { sharedBrowser } from '#test/browser.ts'
import { pageFields } from '../src/forms/answers/page-fields.ts'
import { rawOfValues, validate } from '../src/forms/answers/validate.ts'
import { type Answer, type Field, fieldsOf, type FormDefinition } from '../src/forms/definition/definition.ts'
import { type FieldKind, factsIn, rawFrom } from '../src/forms/fields/kind.ts'
import type { Raw } from '../src/forms/fields/read.ts'
import { bron, judging, questionOf, showing, triedKinds } from '../src/forms/fields/sample.fixture.ts'

interface Tried {
  kind: FieldKind
  field: Field
  /** What is typed. */
  raw: Raw
  conditions: readonly Condition[]
}

const PICTURE = { name: 'trou.png', mimeType: 'image/png', buffer: Buffer.from('\u0089PNG') }

/** A right answer, as it is typed; files are chosen. */
const typedIn = (kind: FieldKind, field: Field): Raw => kind.rawOf(kind.sample(field, bron.code), field)

/** Comparisons of a fact with a value, those that are not of its kind too. */
function comparisons(of: string, value: Value): Condition[] {
  const equal: Condition[] = [
    { op: 'is', of, value },
    { op: 'isNot', of, value },
    { op: 'in', of, values: [value] },
    { op: 'notIn', of, values: [value] },
    { op: 'includes', of, value },
  ]
  if (typeof value === 'number') return [...equal, { op: 'atLeast', of, value }, { op: 'atMost', of, value }]
  if (typeof value === 'boolean') return equal
  const days: Condition[] = [
    { op: 'onOrAfter', of, value },
    { op: 'onOrBefore', of, value },
  ]
  return [...equal, ...days, { op: 'matches', of, value: `*${value.slice(0, 4)}*` }]
}

const VALUES: readonly Value[] = [1, 1.5, 100, 'a', 'b', true, false, '2000-01-01', '2999-12-31']

/** Conditions that a form may put on a question, about its right answer and others. */
function conditionsOn(kind: FieldKind, field: Field): Condition[] {
  const { id: of } = field
  const known = { [of]: { type: kind.fact }, commune: { type: 'text' as const } }
  const right = [factsIn(kind, field, kind.sample(field, bron.code))[of]].flat() as Value[]
  const all: Condition[] = [
    { op: 'answered', of },
    { op: 'empty', of },
    ...[...right, ...VALUES].flatMap((value) => comparisons(of, value)),
    ...(kind.commune === undefined ? [] : comparisons('commune', bron.code)),
  ]
  return all.filter((condition) => checkCondition(condition, known).length === 0)
}

const tried: readonly Tried[] = triedKinds.map((kind, index) => {
  const field = questionOf(kind, { id: `q${index}` })
  return { kind, field, raw: typedIn(kind, field), conditions: conditionsOn(kind, field) }
})

/** What a browser is asked of a field whose fact is of that kind, beside right answers; boxes that it does not have are left out. */
const TYPED: Partial<Record<FactType, readonly Raw[]>> = {
  number: ['1.0', '01', '1,5', ' 12 ', '1 200', '-3', 'une', '1e3'].map((typed) => ({ '': typed })),
  date: [
    { '-jour': '05', '-mois': '01', '-annee': '2026' },
    { '-jour': '31', '-mois': '2', '-annee': '2026' },
    { '-jour': '5', '-mois': '1', '-annee': '26' },
    { '-jour': '', '-mois': '1', '-annee': '2026' },
  ],
}

/** Types that take less than what is read there: a condition on what they refuse is decided by the server, when the page is sent. */
const STRICTER: ReadonlySet<string> = new Set([
  'integer',
  'decimal',
  'money',
  'date-time',
  'date-range',
  'person',
])

const isRefused = ({ kind, field }: Tried, raw: Raw): boolean =>
  STRICTER.has(kind.type) && 'problem' in kind.judge(field, raw, judging)

/** Facts that the server reads of an answer that is right. */
function factsOf({ kind, field }: Tried, raw: Raw): Facts {
  const judged = kind.judge(field, raw, judging)
  return 'answer' in judged ? factsIn(kind, field, judged.answer) : {}
}

/** Items of a block ask what the form asks too, and something of their own; one answers, the other does not. */
const block: Field = {
  id: 'block',
  type: 'repeated-block',
  label: 'Bloc',
  questions: [
    { id: 'own', type: 'yes-no', label: 'À soi' },
    { id: 'both', type: 'yes-no', label: 'Aux deux' },
    { id: 'where', type: 'location', label: 'Où' },
    ...(['own', 'both', 'outer'] as const).map(
      (of): Field => ({
        id: `if_${of}`,
        type: 'short-text',
        label: of,
        showIf: { op: 'is', of, value: true },
      }),
    ),
    {
      id: 'if_there',
      type: 'short-text',
      label: 'Là',
      showIf: { op: 'is', of: 'commune', value: bron.code },
    },
  ],
}
const scoped: FormDefinition = {
  id: 'scoped',
  title: 'Portées',
  pages: [
    {
      id: 'one',
      title: 'Un',
      fields: [
        { id: 'outer', type: 'yes-no', label: 'Dehors' },
        { id: 'both', type: 'yes-no', label: 'Aux deux' },
        block,
        { id: 'after', type: 'short-text', label: 'Après', showIf: { op: 'answered', of: 'block' } },
        { id: 'never', type: 'short-text', label: 'Jamais', showIf: { op: 'answered', of: 'own' } },
      ],
    },
  ],
}
const drawnBlock = (of: FormDefinition) => {
  const raw = { block: { '': ['1', '2'] } }
  const view = { form: of, raw, answers: {}, problems: [], areas: [bron], map: null, assets: showing.assets }
  return html`<div id="scoped">${pageFields(view, fieldsOf(of))}</div>`
}
const blocks = [scoped]

/** Unanswered is unanswered, however it is written. */
const plain = (fact: unknown): unknown => (isAnswered(fact) ? fact : undefined)

describe('answers in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parvis-answers-'))
  let server: Server
  let page: Page
  let document = ''
  let arrived: (posted: Posted) => void = () => {}

  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asset = (await loadAssets()).get(request.url ?? '')
    if (request.method === 'POST') {
      const asked = { headers: request.headers, raw: request, ip: '192.0.2.1' } as unknown as FastifyRequest
      const { posted, release } = await readBody(asked, { folder, share: uploadRoom()('192.0.2.1') })
      await release()
      arrived(posted)
      response.writeHead(204).end()
    } else if (asset) response.setHeader('content-type', asset.type).end(asset.body)
    else response.setHeader('content-type', 'text/html; charset=utf-8').end(document)
  }

  before(async () => {
    const assets = await loadAssets()
    const scripts = ['conditional-fields', 'file-preview'].map(
      (name) => html`<script type="module" src="${assets.url(`${name}.js`)}"></script>`,
    )
    const fields = tried.map(({ kind, field }) => kind.control(field, {}, showing))
    const marks = tried.flatMap(({ conditions }) =>
      conditions.map(
        (condition) => html`<p ${attrs({ 'data-condition': JSON.stringify(condition) })}>Vrai</p>`,
      ),
    )
    const body = html`${fields}${marks}${blocks.map(drawnBlock)}`
    const form = draftForm({ action: '/', csrf: '', autosave: '/', body })
    document = renderHtml(
      html`<!doctype html><html lang="fr"><meta charset="utf-8"><title>Essai</title>${scripts}${form}</html>`,
    )
    server = createServer((request, response) => void reply(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    page = await (await sharedBrowser()).newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    const [library] = buildSync({
      entryPoints: [join(import.meta.dirname, 'lib-answers.ts')],
      ...{ bundle: true, write: false, format: 'iife', globalName: 'reading' },
    }).outputFiles
    await page.addScriptTag({ content: library?.text ?? '' })
  })

  after(async () => {
    await page.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    rmSync(folder, { recursive: true })
  })

  async function type(id: string, raw: Raw): Promise<void> {
    for (const [part, typed] of Object.entries(raw))
      for (const [at, one] of [typed].flat().entries()) {
        const control = page.locator(`[name="${id}${part}"]`)
        const kind = await control.first().evaluate(({ type }: HTMLInputElement) => type)
        if (kind === 'radio' || kind === 'checkbox')
          await page.locator(`[name="${id}${part}"][value="${one}"]`).check()
        else if (kind.startsWith('select')) await control.nth(at).selectOption(one)
        else if (kind !== 'hidden') await control.nth(at).fill(one)
      }
  }

  /** Is it chosen among what is shown? Nothing else is written there. */
  const isChosen = async (id: string): Promise<boolean> =>
    (await page.locator(`[name="${id}"][type="radio"]`).count()) > 0

  const readByBrowser = (): Promise<Facts> =>
    page.evaluate(() =>
      (window as unknown as { reading: { answersOf(root: Element): Facts } }).reading.answersOf(
        window.document.body,
      ),
    )

  /** What each condition says in the browser, by its text. */
  const saidByBrowser = async (): Promise<Map<string, boolean>> =>
    new Map(
      await page
        .locator('p[data-condition]')
        .evaluateAll((marks: HTMLElement[]) =>
          marks.map((mark): [string, boolean] => [mark.dataset.condition ?? '', !mark.hidden]),
        ),
    )

  async function areSame(facts: Facts): Promise<void> {
    const [read, said] = [await readByBrowser(), await saidByBrowser()]
    for (const { kind, field, conditions } of tried) {
      assert.deepEqual(plain(read[field.id]), plain(facts[field.id]), kind.type)
      for (const condition of conditions) {
        const text = JSON.stringify(condition)
        assert.equal(said.get(text), holds(condition, facts), `${kind.type}: ${text}`)
      }
    }
  }

  const post = async (): Promise<Posted> => {
    const posting = new Promise<Posted>((resolve) => (arrived = resolve))
    await page.locator('form').evaluate((form: HTMLFormElement) => form.submit())
    return posting
  }

  /** What is stored of the files that were posted for a question. */
  const storedOf = ({ kind, field }: Tried, { uploads }: Posted): Raw =>
    kind.rawOf(
      uploads
        .filter((upload) => upload.field === field.id)
        .map(({ name }) => ({ fileId: name, name, bytes: 1, mediaType: 'image/png' })) as Answer,
      field,
    )

  test('nothing is read where nothing is typed', () => areSame({}))

  test('a right answer of every type is the same on both sides, and so are the conditions on it', async () => {
    for (const { kind, field, raw } of tried)
      if (kind.holdsFiles) await page.locator(`[name="${field.id}"]`).setInputFiles(PICTURE)
      else await type(field.id, raw)
    const posted = await post()
    const facts: Record<string, unknown> = {}
    for (const one of tried) {
      const raw = one.kind.holdsFiles ? storedOf(one, posted) : rawFrom(one.kind, one.field, posted.values)
      Object.assign(facts, factsOf(one, raw))
      assert.ok(isAnswered(facts[one.field.id]), one.kind.type)
      const said = new Set(one.conditions.map((condition) => holds(condition, facts)))
      assert.deepEqual(said, new Set([true, false]), `${one.kind.type}: conditions that say both`)
    }
    await areSame(facts)
  })

  test('what may be written in several ways, or is no answer, is read as the server reads it', async () => {
    for (const one of tried)
      for (const raw of TYPED[one.kind.fact] ?? []) {
        if (Object.keys(raw).some((part) => !one.kind.parts.includes(part))) continue
        if (isRefused(one, raw) || (await isChosen(one.field.id))) continue
        await type(one.field.id, raw)
        const [facts, read, said] = [factsOf(one, raw), await readByBrowser(), await saidByBrowser()]
        const typed = `${one.kind.type} ${JSON.stringify(raw)}`
        assert.deepEqual(plain(read[one.field.id]), plain(facts[one.field.id]), typed)
        for (const condition of one.conditions)
          assert.equal(said.get(JSON.stringify(condition)), holds(condition, facts), typed)
      }
  })

  test('an item is a scope: its own answers first, then the form’s, on both sides', async () => {
    const CASES = [
      {},
      { outer: 'oui' },
      { outer: 'oui', both: 'oui' },
      { both: 'oui', 'block-1-own': 'oui' },
      { both: 'oui', 'block-1-both': 'non', 'block-2-both': 'oui' },
      { outer: 'oui', 'block-2-own': 'oui', 'block-2-where-commune': bron.code },
    ]
    const shown = new Set<string>()
    for (const values of CASES) {
      await page.goto(page.url())
      for (const [name, value] of Object.entries(values)) {
        const control = page.locator(`[name="${name}"]`)
        if (name.endsWith('-commune')) await control.selectOption(value)
        else await page.locator(`[name="${name}"][value="${value}"]`).check()
      }
      const inBrowser = await page
        .locator('#scoped [data-condition]')
        .evaluateAll((all: HTMLElement[]) =>
          all.filter(({ hidden }) => !hidden).map(({ dataset }) => dataset.field ?? ''),
        )
      // Everything is asked: what lacks is what is shown.
      const typed = rawOfValues(fieldsOf(scoped), { block: ['1', '2'], 'block-1-if_x': 'x', ...values })
      const filled = { ...typed.block, '-1-where-adresse': 'Ici', '-2-where-adresse': 'Ici' }
      const { problems } = validate(scoped, scoped.pages, { ...typed, block: filled }, {}, judging)
      const onServer = problems.map(({ field }) => field).filter((field) => /-if_|^never$/.test(field))
      const own = inBrowser.filter((field) => field !== 'after')
      assert.deepEqual(own.toSorted(), onServer.toSorted(), JSON.stringify(values))
      for (const one of own) shown.add(one)
      const isTyped = Object.keys(values).some((name) => name.startsWith('block-'))
      assert.equal(inBrowser.includes('after'), isTyped, 'the form reads that a block is answered')
    }
    assert.equal(shown.size, 6, 'each was shown once, but where another item answers')
  })
})
