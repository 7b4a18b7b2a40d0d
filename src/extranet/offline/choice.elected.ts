// « Lire hors ligne »: whether this device keeps the pages that an elected member opens, what it keeps, and the worker that does it.
import { lentTo, ownName } from '#platform/actor.ts'
import { OwnNameOnly } from '#platform/errors.ts'
import { html, type Html } from '#platform/html.ts'
import { keepsCookie, mayKeep, readerCookie } from '#platform/http/reader.ts'
import { type Context, page, post, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice, tag } from '#platform/ui/feedback.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { territoriesFrame } from '#territory'
import { z } from 'zod'
import { HERE, WORKER } from './places.ts'

const TITLE = 'Lire hors ligne'

const NOT_THEIRS =
  'Ces pages ne se gardent que par un élu, en son propre nom, et qui ne travaille pas aussi au poste des agents.'

/** What is chosen here, and the button that chooses otherwise. */
function choice({ csrf, readers }: Context): Html {
  return readers.pages === null
    ? buttonForm('Garder mes pages sur cet appareil', HERE, csrf, { fields: { garder: 'oui' } })
    : buttonForm('Ne plus rien garder', HERE, csrf, { kind: 'quiet', fields: { garder: 'non' } })
}

const explained = html`<p>Les pages que vous ouvrez ici (accueil, contenus, informations, espaces, instances, catalogues des brochures et des prêts) se relisent ensuite sans réseau, pendant douze heures.</p>
  <ul class="plain"><li>Elles sont chiffrées. Une page lue hors ligne dit depuis quand elle est gardée.</li>
  <li>Elles sont oubliées quand vous vous déconnectez, quand votre session prend fin ou quand quelqu’un d’autre se connecte.</li>
  <li>Qui tient cet appareil déverrouillé, avec votre session ouverte, peut les lire comme vous.</li></ul>
  <p><b>Ne le demandez que sur un appareil qui est à vous.</b></p>`

const showChoice = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const state = ctx.readers.pages === null ? tag('idle', 'Rien n’est gardé') : tag('good', 'Pages gardées')
    const asked = mayKeep(ctx.actor)
      ? html`${explained}${choice(ctx)}<noscript><p>Il y faut JavaScript, que votre navigateur n’exécute pas ici.</p></noscript>`
      : notice('info', 'Rien n’est gardé ici', html`<p>${NOT_THEIRS}</p>`)
    const kept =
      ctx.readers.pages !== null &&
      panel(
        'Pages gardées',
        html`<offline-pages><p class="meta">La liste se lit dans ce navigateur.</p></offline-pages>`,
      )
    const main = html`<div class="stack"><h1>${TITLE}</h1>${panel('Sur cet appareil', asked, { end: state })}${kept}</div>`
    return page(agentPage(await territoriesFrame(ctx, tx), { title: TITLE, main, current: HERE }))
  })

/** POST: the choice of that person, for this device alone. @throws OwnNameOnly for a collaborator: what they open is told as it is opened */
async function choose(ctx: Context, { garder }: { garder: 'oui' | 'non' }): Promise<Reply> {
  const lent = lentTo(ctx.actor)
  if (lent !== null) throw new OwnNameOnly(lent.name, ctx.door.account)
  const personId = ownName(ctx.actor)
  if (garder === 'oui' && mayKeep(ctx.actor) && personId !== null)
    return {
      ...redirect(HERE, 'Les pages que vous ouvrez sont maintenant gardées sur cet appareil.'),
      cookies: [keepsCookie(ctx.config.secret, 'pages', personId)],
    }
  return {
    ...redirect(HERE, garder === 'oui' ? NOT_THEIRS : 'Rien n’est plus gardé sur cet appareil.'),
    cookies: [keepsCookie(ctx.config.secret, 'pages', null), readerCookie('pages', null)],
  }
}

/** It may serve the places of the extranet, which begin otherwise than its own address. */
async function sendWorker({ assets }: Context): Promise<Reply> {
  const file = assets.get(assets.url('offline-worker.js'))
  return {
    kind: 'bytes',
    body: file?.body ?? '',
    type: 'text/javascript; charset=utf-8',
    headers: { 'service-worker-allowed': '/', 'cache-control': 'no-cache' },
  }
}

export const choiceRoutes: readonly Route[] = [
  { get: HERE, action: 'extranet.open', title: TITLE, face: 'agent', keeps: true, handle: showChoice },
  post({
    post: HERE,
    action: 'extranet.open',
    title: TITLE,
    face: 'agent',
    input: z.object({ garder: z.enum(['oui', 'non']) }),
    handle: choose,
  }),
  // The same for everybody; asked again by browsers that hold it, whoever is signed in.
  { get: WORKER, action: 'asset.read', title: 'Gardien des pages', face: 'machine', handle: sendWorker },
]
