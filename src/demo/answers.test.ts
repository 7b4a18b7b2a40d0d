// What invented people answer is believable.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { dangersIn, fieldsOf, formVersion } from '#forms'
import { anonymous, system } from '#platform/actor.ts'
import { diskStore } from '#platform/files/store/disk.ts'
import { catalogue } from '#services'
import { territory } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'
import { answersFor } from './answers.ts'
import { dice } from './dice.ts'
import { readStories } from './story.ts'

const ASKED = 60

const storiesTold = () => readStories(join(import.meta.dirname, '../../definitions/demo/stories.json'))

test('no agent of the demonstration asks what the form says already', async () => {
  const { services } = await storiesTold()
  const asked = Object.values(services).flatMap(({ questions }) => questions.map(([question]) => question))
  const known = /devant quel numéro|quelle adresse|numéro (écrit|gravé)|sur la petite plaque/
  assert.deepEqual(
    asked.filter((question) => known.test(question)),
    [],
  )
})

describe('the answers of the demonstration', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  test('few tell of a danger, whatever the form: the mark means something on a list', async () => {
    const stories = await storiesTold()
    // Pictures that are none: nobody keeps a file.
    const pictures = [{ bytes: Buffer.alloc(0), name: 'vide.jpg' }]
    const files = diskStore('/nonexistent')
    const telling = {
      stories,
      pictures,
      specimen: pictures[0] ?? assert.fail(),
      files,
      config: { clamd: null, dataFolder: '/nonexistent' },
      dice: dice(1),
      dangers: dice(2),
      count: 0,
      say: () => {},
    }
    await parvis.db.write(system, async (tx) => {
      const place = await territory(tx)
      const area = place.areas.find(({ code }) => code === '69283') ?? assert.fail('Mions')
      const cast = { name: 'Essai', email: 'essai@courriel.example', phone: '', area, personId: null }
      const { services } = await catalogue(tx)
      for (const { slug, definition, formVersion: version } of services) {
        if (stories.services[slug] === undefined || definition.form === undefined) continue
        const form = await formVersion(tx, definition.form, version ?? 0)
        let told = 0
        for (let asked = 0; asked < ASKED; asked += 1) {
          const answers = await answersFor(tx, telling, place, slug, cast, anonymous(crypto.randomUUID()))
          const isTold = dangersIn(form, answers).length > 0
          if (isTold) told += 1
          const { atRisk } = stories.services[slug]
          const said = fieldsOf(form).find(({ role }) => role === 'description')
          const words = said === undefined ? undefined : answers[said.id]
          if (atRisk?.some((text) => text === words)) assert.ok(isTold, `${slug}: « ${String(words)} »`)
        }
        assert.ok(told <= ASKED / 3, `${slug}: ${told} of ${ASKED}`)
      }
    })
  })
})
