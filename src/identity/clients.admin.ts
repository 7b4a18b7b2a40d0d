// Handlers: the sites of the authorities that the person administers.
import { system } from '#platform/actor.ts'
import type { Read } from '#platform/db.ts'
import { type FieldProblem, NotFound } from '#platform/errors.ts'
import { agentFrameOf } from '#platform/http/frame.ts'
import { type Context, many, one, page, type Posted, type Reply } from '#platform/http/route.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { type Authority, localDay, territory } from '#territory'
import { registerClient, rotateSecret } from './client.ts'
import { clientPage, clientsPage, newClientPage, secretPage, type Typed } from './pages/clients.ts'
import { type ClientRow, clientById, clientsOfAuthorities } from './queries.client.ts'
import { deliveryReport } from './queries.logout.ts'
import { type Registration, toClient } from './registration.ts'

interface Desk {
  frame: AgentFrame
  zone: string
  /** Those the person administers. */
  authorities: Authority[]
}

const NAV = [
  { href: '/administration', label: 'Administration' },
  { href: '/administration/sites', label: 'Sites' },
]

async function deskOf(ctx: Context, tx: Read): Promise<Desk> {
  const place = await territory(tx)
  const ids = new Set(
    ctx.actor.memberships.filter(({ role }) => role === 'admin').map(({ authorityId }) => authorityId),
  )
  const authorities = place.authorities.filter(({ id }) => ids.has(id))
  const frame = agentFrameOf(ctx, authorities[0]?.name ?? '', NAV, localDay(tx.now, place.zone))
  return { frame, zone: place.zone, authorities }
}

/** The site, when it is one of theirs. @throws NotFound */
async function ownClient(ctx: Context, tx: Read, desk: Desk): Promise<ClientRow> {
  const client = await clientById(tx, ctx.params.site ?? '')
  if (client === null || !desk.authorities.some(({ id }) => id === client.authorityId)) throw new NotFound()
  return client
}

export function showClients(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const desk = await deskOf(ctx, tx)
    return page(
      clientsPage(
        desk.frame,
        await clientsOfAuthorities(
          tx,
          desk.authorities.map(({ id }) => id),
        ),
      ),
    )
  })
}

const BLANK: Typed = {
  authority: '',
  sector: '',
  name: '',
  redirect: '',
  postlogout: '',
  backchannel: '',
  auth: 'client_secret_basic',
  keys: '',
  values: [],
  required: [],
}

export function showNew(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const { frame, authorities } = await deskOf(ctx, tx)
    return page(newClientPage(frame, { authorities, typed: BLANK, problems: [] }))
  })
}

export function registerAgain(ctx: Context, problems: FieldProblem[], { values }: Posted): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const { frame, authorities } = await deskOf(ctx, tx)
    const text = (name: string) => one(values, name)
    const typed: Typed = {
      authority: text('authority'),
      sector: text('sector'),
      name: text('name'),
      redirect: text('redirect'),
      postlogout: text('postlogout'),
      backchannel: text('backchannel'),
      auth: text('auth'),
      keys: text('keys'),
      values: many(values, 'values'),
      required: many(values, 'required'),
    }
    return page(newClientPage(frame, { authorities, typed, problems }), 422)
  })
}

export function doRegister(ctx: Context, input: Registration): Promise<Reply> {
  return ctx.db.write(ctx.actor, async (tx) => {
    const { frame, authorities } = await deskOf(ctx, tx)
    const issued = await registerClient(tx, toClient(input, authorities))
    return page(
      secretPage(frame, { ...issued, name: input.name, issuer: ctx.config.publicUrl, isChange: false }),
    )
  })
}

export async function showClient(ctx: Context): Promise<Reply> {
  const { client, desk } = await ctx.db.read(ctx.actor, async (tx) => {
    const found = await deskOf(ctx, tx)
    return { desk: found, client: await ownClient(ctx, tx, found) }
  })
  // The report says nothing about people; its rows do, and belong to the system.
  const deliveries = await ctx.db.read(system, (tx) => deliveryReport(tx, client.id))
  return page(clientPage(desk.frame, { client, deliveries, zone: desk.zone, issuer: ctx.config.publicUrl }))
}

export function doRotate(ctx: Context): Promise<Reply> {
  return ctx.db.write(ctx.actor, async (tx) => {
    const desk = await deskOf(ctx, tx)
    const { name } = await ownClient(ctx, tx, desk)
    const issued = await rotateSecret(tx, ctx.params.site ?? '')
    return page(secretPage(desk.frame, { ...issued, name, issuer: ctx.config.publicUrl, isChange: true }))
  })
}
