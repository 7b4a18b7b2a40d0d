// No place is left: a quota of what is kept without an account, or a disk that is full. What was typed is on the page.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { takeDraftRoom } from '#forms'
import { takeFileRoom } from '#files'
import { anonymous } from '#platform/actor.ts'
import { Full } from '#platform/errors.ts'
import { asParvisError } from '#platform/http/faults.ts'
import { keepPost } from '#platform/http/keep.ts'
import type { Context, Posted } from '#platform/http/route.ts'
import { LIMITS as KEPT } from '#platform/http/keep.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { beginForm, sendForm } from '#test/apply.ts'
import { LIMITS as FILES } from '../../src/files/limits.ts'
import { LIMITS as DRAFTS } from '../../src/forms/drafts/limits.ts'

const PLACE = { 'place-commune': '69383', 'place-adresse': '12, rue de la République', place_kind: 'street' }

describe('no room', () => {
  let parvis: TestApp
  let owner: pg.Client
  before(async () => {
    parvis = await createTestApp()
    owner = new pg.Client(parvis.ownerUrl)
    await owner.connect()
    await owner.query(`create function public.full_disk() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`)
  })
  after(async () => {
    await owner.end()
    await parvis.close()
  })

  /** While that table finds no place on the disk. */
  async function whileFull(table: string, work: () => Promise<void>): Promise<void> {
    await owner.query(
      `create trigger full_disk before insert on ${table} for each row execute function public.full_disk()`,
    )
    try {
      await work()
    } finally {
      await owner.query(`drop trigger full_disk on ${table}`)
    }
  }

  it('on the disk of the database: the form again with everything typed, and it goes on by itself', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    await whileFull('forms.draft', async () => {
      const reply = await browser.post(`${at}/place`, PLACE)
      assert.equal(reply.statusCode, 507)
      assert.match(reply.body, /plus de place pour enregistrer votre envoi/)
      assert.match(reply.body, /value="12, rue de la République"/)
    })
    assert.equal((await browser.post(`${at}/place`, PLACE)).statusCode, 303)
  })

  it('for a script: the sentence alone, which it shows beside the file or the form', async () => {
    const browser = parvis.browser()
    const { at } = await beginForm(browser)
    const headers = { accept: 'application/json' }
    await whileFull('forms.draft', async () => {
      const reply = await browser.post(`${at}/place/sauver`, PLACE, { headers })
      assert.equal(reply.statusCode, 507)
      assert.match(reply.json<{ said: string }>().said, /plus de place pour enregistrer votre envoi/)
    })
    const { at: sent } = await sendForm(browser)
    const late = await browser.post(`${sent}/place/sauver`, PLACE, { headers })
    assert.equal(late.statusCode, 409)
    assert.match(late.json<{ said: string }>().said, /déjà envoyée/)
  })

  it('for a message: it is on the page, to send again', async () => {
    const browser = parvis.browser()
    const { ref } = await sendForm(browser)
    const message = { message: 'Le trou s’agrandit encore.' }
    await whileFull('threads.message', async () => {
      const reply = await browser.post(`/suivi/${ref}/messages`, message)
      assert.equal(reply.statusCode, 507)
      assert.match(reply.body, /Le trou s’agrandit encore\./)
    })
    assert.equal((await browser.post(`/suivi/${ref}/messages`, message)).statusCode, 303)
  })

  it('on the disk of files is the same', () => {
    for (const code of ['ENOSPC', 'EDQUOT'])
      assert.equal(asParvisError(Object.assign(new Error(code), { code })).status, 507)
  })

  const asking = (ip: string, visitorId: string = randomUUID()) => ({
    actor: anonymous(visitorId),
    visitorId,
    ip,
    isHere: false,
    db: parvis.db,
    config: parvis.config,
  })

  it('for one browser that begins drafts without end; not for the next one, nor for an account', async () => {
    const greedy = asking('192.0.2.1')
    for (let drafts = 0; drafts < DRAFTS.draftsOfVisitor.limit; drafts++) await takeDraftRoom(greedy)
    await assert.rejects(
      takeDraftRoom(greedy),
      (error: Full) => error instanceof Full && /Connectez-vous/.test(error.message),
    )
    await takeDraftRoom(asking('192.0.2.1'))
    await takeDraftRoom({ ...greedy, actor: await parvis.actor('habitante@parvis.example') })
  })

  it('for one network that does, whatever its cookies; not for another one', async () => {
    const here = '198.51.100.7'
    for (let files = 0; files < FILES.filesFromNetwork.limit; files += 10)
      await takeFileRoom(asking(here), 10)
    await assert.rejects(takeFileRoom(asking(here), 1), Full)
    await takeFileRoom(asking('203.0.113.9'), 1)
  })

  it('for all of them together: no draft and no file without an account, and accounts go on', async () => {
    const stranger = asking('192.0.2.44')
    const resident = { ...stranger, actor: await parvis.actor('habitante@parvis.example') }
    for (const take of [() => takeDraftRoom(stranger, 0), () => takeFileRoom(stranger, 1, 1)])
      await assert.rejects(
        take,
        (error: Full) => error instanceof Full && /presque plus de place/.test(error.message),
      )
    await takeDraftRoom(resident, 0)
    await takeFileRoom(resident, 1, 1)
    await takeDraftRoom(stranger, 1024 ** 4)
    await takeFileRoom(stranger, 1, 0)
  })

  it('for one account that stores files and drafts without end; neither for the others nor for agents', async () => {
    const as = async (mail: string) => ({ ...asking('192.0.2.46'), actor: await parvis.actor(mail) })
    parvis.advance({ hours: 24 })
    const greedy = await as('habitante@parvis.example')
    for (let files = 0; files < FILES.filesOfAccount.limit; files += 10) await takeFileRoom(greedy, 10)
    for (let drafts = 0; drafts < DRAFTS.draftsOfAccount.limit - 2; drafts++) await takeDraftRoom(greedy)
    const isTold = (error: Full) => error instanceof Full && /sous votre compte/.test(error.message)
    await assert.rejects(takeFileRoom(greedy, 1), isTold)
    await assert.rejects(async () => {
      for (let drafts = 0; drafts < 3; drafts++) await takeDraftRoom(greedy)
    }, isTold)
    const other = await as('habitant@parvis.example')
    await takeFileRoom(other, 1)
    await takeDraftRoom(other)
    const agent = await as('voirie@parvis.example')
    for (let files = 0; files <= FILES.filesOfAccount.limit; files += 40) await takeFileRoom(agent, 40)
    parvis.advance({ hours: 24 })
    await takeFileRoom(greedy, 1)
  })

  it('for whoever tries the program out on this machine there is no network; behind a proxy of this machine there is one', async () => {
    const { limit } = FILES.filesFromNetwork
    const all = async (isHere: boolean) => {
      for (let files = 0; files <= limit; files += 10)
        await takeFileRoom({ ...asking('127.0.0.1'), isHere }, 10)
    }
    await all(true)
    await assert.rejects(all(false), Full)
  })

  it('for forms kept while somebody signs in: so much for one browser, and for everybody without a session', async () => {
    const posted = { values: { message: 'Bonjour' }, uploads: [] } as unknown as Posted
    const keep = (visitorId: string, more: Partial<Context> = {}, mostBytes?: number) =>
      keepPost(
        { ...asking('192.0.2.45', visitorId), ...more } as Context,
        '/compte',
        posted,
        { askAt: '/connexion' },
        mostBytes,
      )
    const greedy = randomUUID()
    for (let forms = 0; forms < KEPT.keptOfVisitor.limit; forms++) assert.match(await keep(greedy), /reprise/)
    await assert.rejects(
      keep(greedy),
      (error: Full) => error instanceof Full && /autre onglet/.test(error.message),
    )
    assert.match(await keep(randomUUID()), /reprise/, 'another browser')
    await assert.rejects(keep(randomUUID(), {}, 0), Full)
    // Whose session had ended, on this browser: always kept.
    const visitorId = randomUUID()
    const { personId } = await parvis.actor('habitante@parvis.example')
    const actor = { ...anonymous(visitorId), wasPerson: personId ?? 0 }
    assert.match(await keep(visitorId, { actor }, 0), /reprise/)
  })

  it('in the browser: everything typed is on the page that says so', async () => {
    const browser = parvis.browser()
    let last = 0
    for (let drafts = 0; drafts <= DRAFTS.draftsOfVisitor.limit; drafts++) {
      const { at } = await beginForm(browser)
      const reply = await browser.post(`${at}/place`, PLACE)
      last = reply.statusCode
      if (last === 507) assert.match(reply.body, /value="12, rue de la République"/)
    }
    assert.equal(last, 507)
  })
})
