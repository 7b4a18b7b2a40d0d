// Handlers: the sites of the authorities that the person administers, and one more.
import type { FieldProblem } from '#platform/errors.ts'
import { type Context, many, one, page, type Posted, type Reply } from '#platform/http/route.ts'
import { deskOf } from './admin-desk.ts'
import { registerClient } from './client.ts'
import { clientsPage, newClientPage, secretPage, type Typed } from './pages/clients.ts'
import { clientsOfAuthorities } from '../store/queries.client.ts'
import { type Registration, toClient } from './registration.ts'

export function showClients(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const desk = await deskOf(ctx, tx)
    const ids = desk.authorities.map(({ id }) => id)
    return page(clientsPage(desk.frame, await clientsOfAuthorities(tx, ids)))
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
  concessions: [],
}

export function showNew(ctx: Context): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const { frame, authorities } = await deskOf(ctx, tx)
    return page(newClientPage(frame, { authorities, typed: BLANK, problems: [] }))
  })
}

/** What was posted, to be shown again. */
export function typedOf({ values }: Posted): Typed {
  const text = (name: string) => one(values, name)
  return {
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
    concessions: many(values, 'concessions'),
  }
}

export function registerAgain(ctx: Context, problems: FieldProblem[], posted: Posted): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const { frame, authorities } = await deskOf(ctx, tx)
    return page(newClientPage(frame, { authorities, typed: typedOf(posted), problems }), 422)
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
