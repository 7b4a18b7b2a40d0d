// Publication: nothing twice, nothing wrong, and what was published never changes.
import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { draft, edit, live, publish } from '#definitions'
import { system } from '#platform/actor.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import type { FormDefinition, FormPage } from '#forms'
import { PROCESSING, type ProcessingEntry, register } from '#register'
import type { WorkflowDefinition } from '#workflows'
import { WORKFLOW, workflowVersion } from '#workflows'
import { catalogue, serviceVersion, serviceVersions } from '../catalogue/catalogue.ts'
import type { CompetenceRule, ServiceDefinition } from '../words/definition.ts'
import { type Loaded, loadDefinitions } from './load.ts'
import { houseOf } from '../../app.ts'

const DEFINITIONS = join(import.meta.dirname, '../../../definitions')
const NOW = new Date('2026-11-23T13:38:00Z')

describe('loadDefinitions', () => {
  let folder: string
  let database: TestDatabase
  let db: Database
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parvis-definitions-'))
  })
  after(() => rm(folder, { recursive: true, force: true }))
  beforeEach(async () => {
    await cp(DEFINITIONS, folder, { recursive: true, force: true })
    database = await testDatabase()
    db = openDatabase(database.urls, () => NOW, {}, 2)
  })
  afterEach(async () => {
    await db.close()
    await database.drop()
  })

  const load = (): Promise<Loaded> =>
    db.write(system, (tx) => loadDefinitions(tx, folder, houseOf({ demo: false })))
  /** Which rows stand, and by which transaction each was written. */
  async function rowsWritten(): Promise<Record<string, string[]>> {
    const tables = [
      'category',
      'competence',
      'elsewhere',
      'life_event',
      'reply_template',
      'signpost',
      'synonym',
      'theme',
    ]
    const written: Record<string, string[]> = {}
    for (const table of [
      'definitions.revision',
      'definitions.version',
      'publishing.notice',
      ...tables.map((name) => `services.${name}`),
    ]) {
      const { rows } = await db.read(system, (tx) =>
        sql<{
          row: string
        }>`select concat_ws(' ', t.xmin, t.ctid) as row from ${sql.table(table)} t order by 1`.execute(tx.q),
      )
      written[table] = rows.map(({ row }) => row)
    }
    return written
  }
  async function change<T>(file: string, edit: (value: T) => void): Promise<void> {
    const value = JSON.parse(await readFile(join(folder, file), 'utf8')) as T
    edit(value)
    await writeFile(join(folder, file), JSON.stringify(value))
  }

  it('publishes nothing when nothing changed', async () => {
    const before = await rowsWritten()
    assert.ok(Object.keys(before).length >= 10)
    assert.deepEqual(await load(), { published: [], problems: [], left: [] })
    assert.deepEqual(await rowsWritten(), before, 'not one row is written again')
  })

  it('writes the rows that differ, and no other', async () => {
    const before = await rowsWritten()
    await change<CompetenceRule[]>(
      'competence.json',
      (rules) => void ((rules[0] as CompetenceRule).because += ' Voilà.'),
    )
    await change<{ slug: string }[]>('themes.json', (themes) => void themes.reverse())
    await change<string[][]>('synonyms.json', (groups) => void groups.pop())
    assert.deepEqual(await load(), {
      published: ['compétences', 'synonymes', 'thèmes'],
      problems: [],
      left: [],
    })
    const after = await rowsWritten()
    const changed = (table: string) =>
      (after[table] ?? []).filter((row) => !before[table]?.includes(row)).length
    assert.equal(changed('services.competence'), 1)
    assert.equal(changed('services.synonym'), 0)
    assert.equal(after['services.synonym']?.length, (before['services.synonym']?.length ?? 0) - 1)
    assert.deepEqual(
      Object.keys(after).filter((table) => changed(table) > 0),
      ['definitions.revision', 'services.competence', 'services.theme'],
    )
    const { themes } = await db.read(system, catalogue)
    const written = JSON.parse(await readFile(join(folder, 'themes.json'), 'utf8')) as { slug: string }[]
    assert.deepEqual(
      themes.map(({ slug }) => slug),
      written.map(({ slug }) => slug),
    )
  })

  it('gives a changed service a new version, and keeps the old one as it was', async () => {
    await change<ServiceDefinition>(
      'services/tag-ou-affichage-sauvage.json',
      (service) => void (service.lead = 'Un tag ? Dites-le.'),
    )
    assert.deepEqual(await load(), {
      published: ['démarche tag-ou-affichage-sauvage (version 2)'],
      problems: [],
      left: [],
    })
    await db.read(system, async (tx) => {
      const live = (await catalogue(tx)).service('tag-ou-affichage-sauvage')
      assert.deepEqual([live?.version, live?.definition.lead], [2, 'Un tag ? Dites-le.'])
      assert.notEqual((await serviceVersion(tx, 'tag-ou-affichage-sauvage', 1)).lead, 'Un tag ? Dites-le.')
      const rows = (await serviceVersions(tx)).filter((row) => row.id === 'tag-ou-affichage-sauvage')
      assert.deepEqual(
        rows.map((row) => [row.version, row.status]),
        [
          [2, 'live'],
          [1, 'archived'],
        ],
      )
      await assert.rejects(serviceVersion(tx, 'tag-ou-affichage-sauvage', 3), /n’existe pas/)
    })
  })

  it('refuses a template that would leave with an empty place, or bears the name of an act, and keeps the old ones', async () => {
    await change<{ id: string; title: string; text: string }[]>('templates.json', (templates) => {
      const named = (id: string) => templates.find((item) => item.id === id) ?? assert.fail(id)
      named('retrait-confirme').text += ' {{la suite}}'
      named('close-sans-reponse').text += ' {explanation}'
      named('transmise').text += ' {{le service}}'
      named('demande-de-precision').title = 'Demander une précision'
    })
    const { published, problems } = await load()
    assert.deepEqual(published, [])
    for (const said of [
      /retrait-confirme : l’action «.Arrêter cette demande.».* remplir \{\{la suite\}\}/,
      /retrait-confirme : l’action «.Arrêter cette commande.».* remplir \{\{la suite\}\}/,
      /close-sans-reponse : .* remplir \{explanation\}/,
      /transmise : l’action «.Transmettre.».* remplir \{\{le service\}\}/,
      /demande-de-precision : son titre est le nom de l’action «.Demander une précision.»/,
    ])
      assert.ok(
        problems.some((problem) => said.test(problem)),
        `${said}\n${problems.join('\n')}`,
      )
    assert.equal(problems.length, 5)
  })

  it('refuses a workflow that would send a template with an empty place', async () => {
    await change<WorkflowDefinition>('workflows/report.json', (workflow) => {
      const act = workflow.transitions.find(({ id }) => id === 'close_unanswered') ?? assert.fail()
      act.effects = [{ name: 'messageResident', template: 'demande-refusee' }, { name: 'close' }]
    })
    const { published, problems } = await load()
    assert.deepEqual(published, [])
    assert.deepEqual(problems.length, 1, problems.join('\n'))
    assert.match(problems[0] ?? '', /demande-refusee : .* remplir \{\{la raison\}\}/)
  })

  it('refuses a workflow as the prover does, with its sentence, and keeps the one in force', async () => {
    await change<WorkflowDefinition>('workflows/report.json', (workflow) => {
      for (const transition of workflow.transitions)
        transition.effects = transition.effects.filter(({ name }) => name !== 'messageResident')
    })
    const { published, problems } = await load()
    assert.ok(
      problems.some((problem) => problem.startsWith('workflows/report.json, ')),
      problems.join('\n'),
    )
    assert.ok(!published.some((item) => item.startsWith('parcours')))
    await db.read(system, async (tx) => {
      const report = (await live(tx, WORKFLOW)).find(({ id }) => id === 'report')
      assert.equal(report?.version, 1)
      assert.ok(
        (await workflowVersion(tx, 'report', 1)).transitions.some(({ effects }) =>
          effects.some(({ name }) => name === 'messageResident'),
        ),
      )
    })
  })

  it('refuses a form whose condition reads nothing, or that uses an unknown block', async () => {
    await change<FormDefinition>('forms/tag.json', (form) => {
      const field = form.pages.flatMap((page) => page.fields)[0]
      if (field !== undefined) field.showIf = { op: 'is', of: 'inconnu', value: 'x' }
    })
    await change<FormDefinition>(
      'forms/arbre.json',
      (form) => void ((form.pages[0] as FormPage).use = 'licorne'),
    )
    const { published, problems } = await load()
    assert.ok(
      problems.some((problem) => problem.startsWith('forms/tag.json, ')),
      problems.join('\n'),
    )
    assert.ok(problems.includes('forms/arbre.json, pages.0.use : le bloc licorne n’existe pas.'))
    assert.deepEqual(published, [])
    assert.equal((await db.read(system, catalogue)).service('tag-ou-affichage-sauvage')?.formVersion, 1)
  })

  it('refuses a function bound to no one, and keeps the rules in force', async () => {
    await change<CompetenceRule[]>(
      'competence.json',
      (rules) => void (rules[0] = { ...(rules[0] as CompetenceRule), function: 'licornes' }),
    )
    const { problems } = await load()
    assert.equal(problems.length, 1)
    assert.match(
      problems[0] ?? '',
      /la fonction licornes n’est remplie par aucun service .* \(une fonction confiée à personne\)/,
    )
    const { rules } = await db.read(system, catalogue)
    assert.ok(rules.length > 10 && rules.every((rule) => rule.function !== 'licornes'))
  })

  it('refuses a service or a form without an entry of the register, and what an entry does not list', async () => {
    await change<ServiceDefinition>(
      'services/encombrants.json',
      (service) => void (service.processing = 'nulle-part'),
    )
    await change<FormDefinition>('forms/tag.json', (form) => {
      const field = form.pages.flatMap((page) => page.fields)[0]
      if (field !== undefined) field.data = ['health']
    })
    await writeFile(
      join(folder, 'forms/orphelin.json'),
      JSON.stringify({
        id: 'orphelin',
        title: 'Orphelin',
        pages: [
          { id: 'p', title: 'P', fields: [{ id: 'place', type: 'location', label: 'Où ?', role: 'place' }] },
        ],
      }),
    )
    const { published, problems } = await load()
    await unlink(join(folder, 'forms/orphelin.json'))
    for (const problem of [
      'services/encombrants.json : le registre n’a pas de fiche nulle-part.',
      'forms/encombrants.json : le registre n’a pas de fiche nulle-part.',
      'forms/tag.json : la question «\u00a0kind\u00a0» recueille «\u00a0Santé ou handicap\u00a0», que la fiche «\u00a0Signalements dans l’espace public\u00a0» du registre ne prévoit pas.',
      'forms/orphelin.json : Aucune démarche n’utilise ce formulaire, rien ne dit donc à quoi servent ses réponses.',
    ])
      assert.ok(
        problems.some((item) => item.replace(/question \w+/, 'question kind') === problem),
        `${problem}\n${problems.join('\n')}`,
      )
    assert.deepEqual(published, [])
    assert.equal((await db.read(system, catalogue)).service('encombrants')?.definition.processing, 'dechets')
  })

  it('refuses a service without a word on processing, and an entry withdrawn while a service needs it', async () => {
    await change<Partial<ServiceDefinition>>('services/encombrants.json', (service) => {
      delete service.processing
    })
    await unlink(join(folder, 'processing/ecoles.json'))
    const { problems } = await load()
    assert.ok(
      problems.includes(
        'services/encombrants.json, processing : Nommez la fiche du registre des traitements (processing).',
      ),
      problems.join('\n'),
    )
    assert.match(
      problems.join('\n'),
      /processing\/ecoles\.json : ce fichier a disparu, mais des démarches en dépendent\u00a0: «/,
    )
    assert.ok((await db.read(system, register)).entry('ecoles') !== undefined)
  })

  it('gives a changed entry a new version', async () => {
    await change<ProcessingEntry>('processing/courriels.json', (entry) => {
      const [line] = entry.retention
      if (line !== undefined) line.keep = { months: 2 }
    })
    assert.deepEqual(await load(), {
      published: ['traitement courriels (version 2)'],
      problems: [],
      left: [],
    })
    const { entry } = await db.read(system, register)
    assert.deepEqual(entry('courriels')?.retention[0]?.keep, { months: 2 })
  })

  it('leaves what was drafted here and published, and says so; it stays without its file', async () => {
    const name = { kind: PROCESSING, id: 'courriels' }
    const known = (await db.read(system, register)).entry('courriels')
    const at = ['retention', known?.retention[0]?.rule ?? '', 'keep']
    await db.write(system, async (tx) => {
      await draft(tx, name)
      await edit(tx, name, [{ do: 'set', at, to: { months: 5 } }])
      assert.ok('numbers' in (await publish(tx, houseOf({ demo: false }), [name])))
    })
    await change<ProcessingEntry>('processing/courriels.json', (entry) => void (entry.title += ' !'))
    assert.deepEqual(await load(), {
      published: [],
      problems: [],
      left: ['traitement courriels : changé hors des fichiers, laissé tel quel.'],
    })
    await unlink(join(folder, 'processing/courriels.json'))
    assert.deepEqual(await load(), { published: [], problems: [], left: [] })
    const { entry } = await db.read(system, register)
    assert.deepEqual(entry('courriels')?.retention[0]?.keep, { months: 5 })
  })

  it('says which file is not JSON, or names what does not exist, and publishes the rest', async () => {
    await writeFile(join(folder, 'services/encombrants.json'), '{')
    await change<ServiceDefinition>(
      'services/bac-a-ordures.json',
      (service) => void (service.theme = 'nulle-part'),
    )
    await change<ServiceDefinition>('services/fuite-d-eau.json', (service) => void (service.minutes = 5))
    const { published, problems } = await load()
    assert.ok(problems.includes('services/encombrants.json : ce fichier n’est pas du JSON.'))
    assert.ok(problems.includes('services/bac-a-ordures.json : le thème nulle-part n’existe pas.'))
    assert.deepEqual(published, ['démarche fuite-d-eau (version 2)'])
    assert.ok((await db.read(system, catalogue)).service('encombrants') !== undefined)
  })

  it('withdraws a service whose file was removed', async () => {
    await unlink(join(folder, 'services/animal-mort.json'))
    const { published } = await load()
    assert.deepEqual(published, ['démarche animal-mort (retirée)'])
    assert.equal((await db.read(system, catalogue)).service('animal-mort'), undefined)
  })
})
