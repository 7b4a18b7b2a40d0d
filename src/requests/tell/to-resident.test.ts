// What the person is told by mail, word for word where it is owed: the receipt, and each message; nothing to whom nothing reaches.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { territory } from '#territory'
import { createTestApp, type TestApp } from '#test/app.ts'
import { serviceReach } from '../record/words.ts'
import { requestById } from '#test/requests.ts'
import { act } from '../act/act.ts'
import { showCode } from '../record/code.ts'
import type { Sent } from '../send/submit.ts'

const ROADS = 'voirie@parvis.example'
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

describe('mails to the person', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  /** Mails to that address, the oldest first. */
  async function mailed(to: string) {
    await parvis.runJobs()
    return parvis.db.read(system, async (tx) => {
      const all = (await keptMails(tx, { to })).toReversed()
      return Promise.all(all.map(async ({ id }) => (await keptMail(tx, id)) ?? assert.fail('no mail')))
    })
  }
  const replies = async ({ ref }: Sent, message: string) =>
    parvis.db.write(await parvis.actor(ROADS), (tx) => act(tx, ref, 'reply', { message }, 'agent'))

  test('the receipt says what was received, who answers, until when, and how to follow it', async () => {
    const to = 'recepisse@courriel.example'
    const sent = await parvis.makeRequest({ commune: '69029', email: to })
    const [mail, ...more] = await mailed(to)
    assert.deepEqual(more, [])
    const row = await parvis.db.read(system, (tx) => requestById(tx, sent.id))
    const place = await parvis.db.read(system, territory)
    assert.ok(mail && row)
    assert.equal(plain(mail.subject), plain(`Demande ${sent.ref} enregistrée : ${row.subject}`))
    const text = plain(mail.text)
    for (const words of [
      'Votre demande est enregistrée',
      'Ce message vaut accusé de réception.',
      plain(row.routing.because),
      sent.ref,
      plain(showCode(sent.code)),
      `${place.authority(row.authorityId).name}, ${place.unit(row.unitId).name}`,
      // How the service is reached (CRPA R112-11-1).
      `Le joindre : ${Object.values(serviceReach(place, row))
        .filter((part) => part !== undefined)
        .join(', ')}`,
      `/suivi?code=${sent.code}`,
      'cette adresse a été donnée avec la demande',
    ])
      assert.ok(text.includes(words), `${words}\n${text}`)
    assert.equal(text.match(/au plus tard le /g)?.length, 2)
    assert.ok(!text.includes('à confirmer'))
    assert.deepEqual(await mailed(to), [mail], 'once')
  })

  test('a message is mailed to its person, and to nobody else; whoever left no address gets none', async () => {
    const to = 'reponse@courriel.example'
    const [sent, silent] = [
      await parvis.makeRequest({ commune: '69029', email: to }),
      await parvis.makeRequest({ commune: '69029', email: null }),
    ]
    await mailed(to)
    const before = await parvis.db.read(system, (tx) => keptMails(tx, {}))
    await replies(silent, 'Nous passons jeudi.')
    await parvis.runJobs()
    assert.equal((await parvis.db.read(system, (tx) => keptMails(tx, {}))).length, before.length)
    await replies(sent, 'Nous passons jeudi.')
    const [, mail, ...more] = await mailed(to)
    assert.deepEqual(more, [])
    assert.ok(mail?.subject.includes(sent.ref), mail?.subject)
    assert.ok(mail?.text.includes(`/suivi?code=${sent.code}`))
    assert.equal((await parvis.db.read(system, (tx) => keptMails(tx, {}))).length, before.length + 1)
  })
})
