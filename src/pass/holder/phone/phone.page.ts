// /pass/telephone: a phone begins to carry the pass, and asks first when it replaces another. What it asks then; how it is forgotten.
import { z } from 'zod'
import { system } from '#platform/actor.ts'
import { Conflict } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, json, page, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { fullDate } from '#platform/ui/french.ts'
import { browserName } from '#signin'
import { territory } from '#territory'
import { supportsOf } from '../../record/passes.ts'
import { HOLDER_LIMITS } from '../limits.ts'
import { HERE, holderId, livePass } from '../own.ts'
import { underPass } from '../page.ts'
import { keepsCookie, readerCookie } from '#platform/http/reader.ts'
import { doIssue, doRefill, doSay } from './calls.ts'
import { installation } from './install.ts'
import { ASKED, REGISTERED, type Registered, WANTED } from './inputs.ts'
import { refuseForged, registerPhone } from './register.ts'
import { beginner } from './parts.ts'

const AT = `${HERE}/telephone`
const TITLE = 'Montrer mon pass sur ce téléphone'

const promised = html`<p>Le code change tout seul, et marche aussi sans réseau. Ce téléphone se fait une clé qui n’en sort pas&nbsp;: une copie de ce qu’il garde n’ouvre rien, une copie d’écran ne vaut plus rien au bout d’une minute.</p>
  <p>Il oublie tout quand vous vous déconnectez, ou quand vous l’arrêtez depuis «&nbsp;Mon pass&nbsp;».</p>`

/** GET /pass/telephone */
const showBegin = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const pass = await livePass(tx)
    const { zone } = await territory(tx)
    const other = (await supportsOf(tx, pass.id)).find(
      ({ kind, endedAt }) => kind === 'phone' && endedAt === null,
    )
    const asked: Html =
      other === undefined
        ? promised
        : html`<p>Un téléphone porte déjà ce pass&nbsp;: <b>${other.label}</b>, depuis le ${fullDate(other.madeAt, zone)}. Si vous continuez, il n’ouvrira plus rien&nbsp;: tout de suite en ligne, en 24&nbsp;heures au plus aux portes sans réseau. Le pass sur papier sera à imprimer de nouveau.</p>
          <p>Vos droits et vos entrées restent.</p>${promised}`
    const label = other === undefined ? TITLE : 'Remplacer l’autre téléphone par celui-ci'
    const main = html`<div class="sections reading"><h1>${TITLE}</h1>${asked}${beginner(ctx, { label, replaces: other?.id ?? null })}
      <p><a href="${HERE}">${other === undefined ? 'Revenir au pass' : 'Ne rien changer'}</a></p></div>`
    return page(underPass(ctx, { title: TITLE, main }))
  })

/** POST /pass/telephone */
async function doBegin(ctx: Context, { cle, remplace }: Registered): Promise<Reply> {
  await throttle(ctx, `pass:phones:${holderId(ctx.actor)}`, HOLDER_LIMITS.passPhones)
  await refuseForged(cle)
  const pass = await ctx.db.read(ctx.actor, livePass)
  const begun = await ctx.db.write(system, (tx) =>
    registerPhone(ctx, tx, { pass, key: cle, replaces: remplace ?? null, label: browserName(ctx.userAgent) }),
  )
  if (begun === 'stopped') throw new Conflict('Ce pass est arrêté\u00a0: reprenez-le d’abord.')
  if ('other' in begun)
    return json({ said: `Un autre téléphone porte ce pass\u00a0: ${begun.other.label}.`, to: AT }, 409)
  const { secret } = ctx.config
  return { ...json(begun, 201), cookies: [keepsCookie(secret, 'own', holderId(ctx.actor))] }
}

const base = { action: 'pass.bear', face: 'citizen' } as const
const script = true

export const phoneRoutes: readonly Route[] = [
  { ...base, get: AT, title: TITLE, handle: showBegin },
  installation,
  post({
    ...base,
    post: AT,
    title: 'Porter le pass sur ce téléphone',
    input: REGISTERED,
    handle: doBegin,
    script,
  }),
  post({
    ...base,
    post: `${HERE}/numeros`,
    title: 'Numéros du téléphone',
    input: ASKED,
    handle: doRefill,
    script,
  }),
  post({ ...base, post: `${HERE}/code-dit`, title: 'Code à dire', input: ASKED, handle: doSay, script }),
  post({
    ...base,
    post: `${HERE}/jetons`,
    title: 'Codes sans réseau',
    input: WANTED,
    handle: doIssue,
    script,
  }),
  post({
    ...{ ...base, post: `${AT}/oubli`, title: 'Ce téléphone ne porte plus le pass', input: z.object({}) },
    handle: ({ config }: Context) =>
      Promise.resolve({
        ...redirect(HERE, 'Ce téléphone ne porte plus votre pass\u00a0: ce qu’il en gardait est effacé.'),
        cookies: [keepsCookie(config.secret, 'own', null), readerCookie('own', null)],
      }),
  }),
]
