// The definitions keep the promises of the mission, and the code knows nothing of the territory that they describe.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { addMembership, createPerson } from '#people'
import type { FormDefinition } from '#forms'
import { system } from '#platform/actor.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import { migrate } from '#platform/db/migrate.ts'
import {
  type Catalogue,
  type CompetenceRule,
  catalogue,
  decideCompetence,
  loadDefinitions,
  type ReplyTemplate,
  type ServiceDefinition,
} from '#services'
import { importTerritory, type Territory, territory } from '#territory'
import { createTestApp, START, type TestApp } from '#test/app.ts'
import { emptyDatabase, TEST_SECRET, type TestDatabase, testDatabase, moveClock } from '#test/database.ts'
import { houseOf } from '../../src/app.ts'
import { proveWorkflow, type Transition, type WorkflowDefinition } from '#workflows'

const root = join(import.meta.dirname, '../..')
const TINY = join(root, 'test/support/tiny-territory')

function read<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(root, ...path), 'utf8')) as T
}
const filesOf = <T>(folder: string): T[] =>
  globSync('*.json', { cwd: join(root, folder) }).map((name) => read<T>(folder, name))

const { effects } = houseOf({ demo: false })
const workflows = filesOf<WorkflowDefinition>('definitions/workflows')
const templates = read<ReplyTemplate[]>('definitions/templates.json')

describe('every workflow', () => {
  it('is proved: nothing lost, nothing stuck, nobody without an owner', () => {
    assert.ok(workflows.length >= 3)
    for (const workflow of workflows) assert.deepEqual(proveWorkflow(workflow, effects), [], workflow.id)
  })

  // Said a second time, without the prover: by walking every path that makes no loop.
  it('writes to the resident on every path that closes, with words that exist', () => {
    for (const workflow of workflows) {
      let ends = 0
      for (const path of pathsOf(workflow)) {
        const last = path.at(-1)
        if (last === undefined) continue
        ends += 1
        const says = last.effects.find(({ name }) => name === 'messageResident')
        const steps = path.map(({ id }) => id).join(' > ')
        assert.ok(says !== undefined, `${workflow.id}: ${steps} ends in silence`)
        if (last.who.includes('system') || !last.asks?.includes('message'))
          assert.ok(
            templates.some(({ id }) => id === says.template),
            `${workflow.id}: ${steps} has no words`,
          )
      }
      assert.ok(ends >= 3, workflow.id)
    }
  })

  it('names only templates that exist, and that suit the transition', () => {
    for (const { id, transitions } of workflows) {
      for (const transition of transitions) {
        for (const { template } of transition.effects) {
          if (template === undefined) continue
          const found = templates.find((item) => item.id === template)
          assert.ok(found, `${id}, ${transition.id}: ${template}`)
        }
      }
    }
  })

  it('lets the resident say within fifteen days that it is not solved, from every end that we decide', () => {
    for (const { id, states, transitions } of workflows) {
      for (const state of states.filter(({ kind, id: name }) => kind === 'done' && name !== 'withdrawn')) {
        assert.ok(
          transitions.some(
            ({ from, who, withinDays }) =>
              from.includes(state.id) && who.includes('resident') && withinDays === 15,
          ),
          `${id}: ${state.id}`,
        )
      }
    }
  })

  it('waits for nobody without end: every wait has its time and its way out', () => {
    for (const { id, states, transitions } of workflows) {
      for (const { id: name, owner, clock, timeout } of states) {
        if (owner !== 'resident' && clock !== 'paused') continue
        assert.ok(timeout !== undefined, `${id}: ${name}`)
        assert.ok(
          transitions.some((item) => item.id === timeout.transition && item.who.includes('system')),
          `${id}: ${name}`,
        )
      }
    }
  })
})

/** Every way from the start to an end that passes no state twice. */
function pathsOf({ start, states, transitions }: WorkflowDefinition): Transition[][] {
  const done = new Set(states.filter(({ kind }) => kind === 'done').map(({ id }) => id))
  const walk = (at: string, path: Transition[], seen: ReadonlySet<string>): Transition[][] =>
    transitions
      .filter(({ from }) => from.includes(at))
      .flatMap((transition) => {
        const next = transition.to === 'same' ? at : transition.to
        if (done.has(next) || transition.effects.some(({ name }) => name === 'close'))
          return [[...path, transition]]
        return seen.has(next) ? [] : walk(next, [...path, transition], new Set([...seen, next]))
      })
  return walk(start, [], new Set([start]))
}

describe('every service', () => {
  let services: ServiceDefinition[]
  let database: TestDatabase
  before(async () => {
    database = await testDatabase()
    const db = openDatabase(database.urls, () => START, {}, 1)
    services = (await db.read(system, catalogue)).services.map(({ definition }) => definition)
    await db.close()
  })
  after(() => database.drop())

  it('promises: an answer before or with the solution, in days that an alert precedes', () => {
    assert.ok(services.length >= 60)
    for (const { slug, form, workflow, delays, links, places } of services) {
      assert.ok(form !== undefined || (links ?? []).length > 0 || places !== undefined, slug)
      if (form === undefined) continue
      assert.ok(
        workflows.some(({ id }) => id === workflow),
        slug,
      )
      assert.ok(delays !== undefined && delays.firstAnswer.days <= delays.solution.days, slug)
    }
  })

  it('says for whom, what to prepare, what comes next, what it costs; and who renders what is not ours', () => {
    assert.ok(services.length >= 60)
    for (const { slug, forWhom, prepare, steps, cost, keywords, by, form, links } of services) {
      assert.ok(forWhom.length > 10 && cost.length > 5 && prepare.length > 0, slug)
      assert.ok(steps.length >= 2 && keywords.length >= 4, slug)
      if (by !== undefined) assert.ok(form === undefined && links !== undefined, slug)
    }
  })

  it('gives no telephone number but those reserved for fiction, and the short public ones', () => {
    const short = new Set(['112', '114', '115', '119', '3919'])
    const said = services.map((service) => JSON.stringify(service)).join('\n')
    for (const [number] of said.matchAll(/\b0[1-9](?:\s\d\d){4}\b/g)) assert.match(number, /^04\s65\s71\s/)
    for (const [, number = ''] of said.matchAll(/(?:[Aa]ppelez|composez) le (\d[\d\s]*\d)/g))
      assert.ok(short.has(number) || /^(15|17|18)$|^04\s65\s71\s/.test(number), number)
  })
})

describe('every form', () => {
  // Choices are what statistics keep of a request made anonymous, but for those whose `data` say something of a person.
  it('says of a choice that it tells somebody’s health or diet', () => {
    const HEALTH = /handicap|santé|allergi|régime|sans porc|accueil (?:spécial|adapté)|malad/i
    /** Birds and trees fall ill too. */
    const NOBODY = new Set(['animal-mort.birds', 'arbre.problem'])
    const silent = filesOf<FormDefinition>('definitions/forms').flatMap((form) =>
      form.pages
        .flatMap(({ fields }) => fields)
        .filter(({ type }) => type.endsWith('-choice') || type === 'yes-no')
        .filter((field) => HEALTH.test(JSON.stringify([field.label, field.hint, field.choices])))
        .filter(({ data }) => !data?.includes('health'))
        .map(({ id }) => `${form.id}.${id}`),
    )
    assert.deepEqual(
      silent.filter((name) => !NOBODY.has(name)),
      [],
    )
  })
})

describe('competence', () => {
  let database: TestDatabase
  let db: Database
  let place: Territory
  let known: Catalogue
  before(async () => {
    database = await testDatabase()
    db = openDatabase(database.urls, () => START, {}, 2)
    ;[place, known] = await db.read(system, async (tx) => [await territory(tx), await catalogue(tx)] as const)
  })
  after(async () => {
    await db.close()
    await database.drop()
  })

  it('finds a unit of the right authority for every leaf category, commune and kind of place', () => {
    const categories = read<{ code: string; parent?: string }[]>('definitions/thesaurus.json')
    const leaves = categories
      .filter(({ code }) => !categories.some(({ parent }) => parent === code))
      .map(({ code }) => code)
    const rules = read<CompetenceRule[]>('definitions/competence.json')
    const kinds = [
      null,
      'street',
      'cycleway',
      'park',
      'school',
      'cemetery',
      'private',
      ...new Set(rules.flatMap(({ placeKind }) => placeKind ?? [])),
    ]
    let asked = 0
    for (const category of leaves) {
      for (const area of place.areas) {
        for (const placeKind of kinds) {
          const answer = decideCompetence(known, place, {
            category,
            areaCode: area.code,
            placeKind,
            day: '2026-11-23',
          })
          const said = `${category}, ${area.name}, ${placeKind}`
          const unit = place.unit(answer.unitId)
          assert.equal(unit.authorityId, answer.authorityId, said)
          assert.ok(
            answer.authorityId === place.metropolis.id || answer.authorityId === area.authorityId,
            `${said}: another commune answers`,
          )
          assert.ok(
            unit.communes === null || unit.communes.includes(place.authority(area.authorityId).code),
            `${said}: ${unit.name} does not serve it`,
          )
          assert.ok(answer.ruleId !== null, `${said}: no rule`)
          assert.ok(answer.because.length > 10 && !/[{}]/.test(answer.because), said)
          asked += 1
        }
      }
    }
    assert.ok(asked > 10_000, String(asked))
  })

  it('gives every unit that may answer somebody to write to, and open days', () => {
    for (const authority of place.authorities) {
      for (const unit of place.unitsOf(authority.id)) {
        assert.doesNotThrow(() => place.calendarOf(unit.id), unit.name)
        if (unit.functions.length > 0)
          assert.ok(
            unit.email !== null ||
              unit.phone !== null ||
              authority.profile.email !== undefined ||
              authority.profile.phone !== undefined ||
              authority.level === 'commune',
            `${authority.name}, ${unit.name}`,
          )
      }
    }
  })
})

describe('another territory', () => {
  let parvis: TestApp
  before(async () => {
    const database = await emptyDatabase()
    await migrate(database.ownerUrl, TEST_SECRET)
    await moveClock(database.ownerUrl)
    const db = openDatabase(database.urls, () => START, {}, 2)
    await db.write(system, async (tx) => {
      await importTerritory(tx, TINY)
      assert.deepEqual((await loadDefinitions(tx, TINY, houseOf({ demo: false }))).problems, [])
      const place = await territory(tx)
      const trails = place.unitFor(place.metropolis.id, 'trails', '97498')
      const personId = await createPerson(tx, {
        email: 'sentiers@trois-bassins.example',
        name: 'Anaïs Payet',
        passwordHash: 'x',
      })
      await addMembership(tx, { personId, unitId: trails?.id ?? 0, role: 'handler', from: '2020-01-01' })
    })
    await db.close()
    parvis = await createTestApp({ database })
  })
  after(() => parvis.close())

  it('has its communes, its zone, its calendar', async () => {
    const place = await parvis.db.read(system, territory)
    assert.deepEqual(place.communes.map(({ name }) => name).sort(), [
      'Le Piton',
      'Sainte-Anne-des-Roches',
      'Étang-Vert',
    ])
    assert.equal(place.zone, 'Indian/Reunion')
    assert.equal(place.metropolis.population, 3210)
  })

  it('serves its own counter and names no other place', async () => {
    const browser = parvis.browser()
    for (const url of [
      '/',
      '/demarches',
      '/demarches/themes/dehors',
      '/demarches/sentier?commune=97497',
      '/demarches?quoi=chemin&ou=Piton',
      '/communes',
      '/communes/le-piton',
      '/lieux',
      '/aide',
      '/accessibilite',
      '/donnees-personnelles',
      '/mentions-legales',
      '/plan-du-site',
      '/informations',
      '/suivi',
      '/connexion',
      '/inscription',
    ]) {
      const { statusCode, body } = await browser.get(url)
      assert.equal(statusCode, 200, url)
      assert.doesNotMatch(body, /Lyon|Bron\b|Mions|métropole de/i, url)
      assert.match(body, /Trois-Bassins/, url)
    }
    assert.match((await browser.get('/demarches?quoi=chemins')).body, /href="\/demarches\/sentier/)
    assert.match((await browser.get('/', { host: 'piton.localhost' })).body, /Au Piton|Le Piton/)
  })

  it('routes, promises by its own days, mails and lets its agent answer', async () => {
    const browser = parvis.browser()
    const at = String((await browser.get('/demarches/sentier/demande')).headers.location).replace(
      /\/tout$/,
      '',
    )
    const typed = {
      'place-commune': '97498',
      'place-adresse': 'Au kiosque',
      what: 'Le pont de bois est cassé.',
      name: 'Ti Jean',
      email: 'tijean@courriel.example',
    }
    assert.equal((await browser.post(`${at}/tout`, typed)).headers.location, `${at}/verifier`)
    assert.equal((await browser.post(`${at}/envoyer`, {})).headers.location, `${at}/recu`)
    const receipt = (await browser.get(`${at}/recu`)).body.replaceAll(/&nbsp;|\u00a0/g, ' ')
    for (const words of ['Équipe des sentiers', 'mardi 24 novembre', 'lundi 30 novembre'])
      assert.ok(receipt.includes(words), words)
    const ref = /\b2026-\d{5}\b/.exec(receipt)?.[0] ?? ''
    const agent = await parvis.signedInAs('sentiers@trois-bassins.example')
    assert.match((await agent.get('/agents')).body, new RegExp(ref))
    assert.match((await agent.get(`/agents/demandes/${ref}`)).body, /Le pont de bois est cassé/)
    assert.equal(
      (await agent.post(`/agents/demandes/${ref}/actions/finish`, { message: 'Le pont est refait.' }))
        .statusCode,
      303,
    )
    assert.match((await browser.get(`/suivi/${ref}`)).body, /Le pont est refait/)
    await parvis.runJobs()
    assert.match((await browser.get('/demo/courrier')).body, /tijean@courriel\.example/)
  })

  it('gives what concerns a commune to that commune', async () => {
    const { place, known } = await parvis.db.read(system, async (tx) => ({
      place: await territory(tx),
      known: await catalogue(tx),
    }))
    const answer = decideCompetence(known, place, {
      category: 'fontaine',
      areaCode: '97496',
      day: '2026-11-23',
    })
    assert.equal(place.authority(answer.authorityId).name, 'Mairie d’Étang-Vert')
    assert.equal(place.unit(answer.unitId).name, 'Secrétariat de mairie')
  })
})

describe('the code', () => {
  /** The demonstration and the catalogue of the interface show examples: they may name the example territory. */
  const EXAMPLES = /^src\/demo\/|^src\/platform\/ui\/catalogue[\w-]*\.ts$|\.(test|fixture)\.ts$/

  const withoutComments = (text: string): string =>
    text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')

  it('names no place of the example territory', () => {
    const files = globSync('{src,islands}/**/*.{ts,css}', { cwd: root }).filter(
      (path) => !EXAMPLES.test(path),
    )
    assert.ok(files.length > 150)
    const named: string[] = []
    for (const path of files) {
      const text = withoutComments(readFileSync(join(root, path), 'utf8'))
      const found =
        /Lyon|\bBron\b|Mions|Villeurbanne|\b69[0-9]{3}\b|['"`]69['"`]|200046977|Europe\/Paris|Toodego/.exec(
          text,
        )?.[0]
      if (found !== undefined) named.push(`${path}: ${found}`)
    }
    assert.deepEqual(named, [])
  })
})
