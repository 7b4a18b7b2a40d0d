// Handlers of the administration home: what fails, and whether the history holds.
import { blocksOf, type Context, page, redirect, type Reply } from '#platform/http/route.ts'
import { adminWays } from '#platform/http/navigation.ts'
import type { Read } from '#platform/db/db.ts'
import { number, plural } from '#platform/ui/french.ts'
import { verifyHistory } from '#platform/ledger/verify.ts'
import { catalogue, ownTown } from '#services'
import { adminFrame, counterAddress, territory, type Authority, type Territory } from '#territory'
import { access } from './access.ts'
import { adminPage } from './pages/home.ts'
import { eventsEstimate, failingJobs } from './queries.ts'
import { mayEver, metropolitanAdministrator } from '#platform/access.ts'

const MOST_JOBS = 50
/** Above this, walking every chain would keep a browser waiting: the command line does it. */
const MOST_EVENTS = 300_000

/** What is administered: one town, or the territory. */
async function aboutOf(tx: Read, place: Territory, town: Authority | null): Promise<string> {
  if (town !== null) return town.name
  const { templates } = await catalogue(tx)
  return `${plural(place.authorities.length, 'collectivité', 'collectivités')}, ${plural(templates.length, 'modèle de réponse', 'modèles de réponse')}`
}

/** GET /administration */
export async function showAdmin(ctx: Context): Promise<Reply> {
  const made = { ways: await adminWays(ctx), blocks: await blocksOf(ctx, 'administration') }
  return ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const mine = ownTown(ctx.actor, place)
    const about = await aboutOf(tx, place, mine)
    const jobs = mine === null ? await failingJobs(tx, MOST_JOBS) : null
    const events = mine === null ? await eventsEstimate(tx) : null
    return page(
      adminPage(await adminFrame(ctx, tx), {
        about,
        counter: counterAddress(ctx.config.publicUrl, place, mine ?? place.metropolis),
        jobs,
        ...made,
        events,
        zone: place.zone,
        verifies: mayEver(access['administration.verify'] ?? [], ctx.actor),
        checkable: (events ?? 0) <= MOST_EVENTS,
      }),
    )
  })
}

/** POST /administration/verification */
export async function checkHistory(ctx: Context): Promise<Reply> {
  const size = await ctx.db.read(ctx.actor, eventsEstimate)
  if (size > MOST_EVENTS)
    return redirect(
      '/administration',
      'L’historique est long\u00a0: lancez la commande «\u00a0npm run verify\u00a0».',
    )
  const { subjects, events, broken } = await verifyHistory(ctx.db)
  if (!metropolitanAdministrator.ever(ctx.actor))
    return redirect(
      '/administration',
      broken.length === 0
        ? 'Toutes les chaînes de l’historique tiennent.'
        : 'Des chaînes de l’historique sont rompues\u00a0: prévenez la Métropole.',
    )
  const walked = `${plural(subjects, 'historique', 'historiques')}, ${plural(events, 'événement', 'événements')}`
  if (broken.length === 0) return redirect('/administration', `${walked} : toutes les chaînes tiennent.`)
  const shown = broken.slice(0, 3).map(({ subject, seq }) => `${subject}, événement ${number(seq)}`)
  return redirect(
    '/administration',
    `${walked} : ${plural(broken.length, 'chaîne rompue', 'chaînes rompues')} (${shown.join(' ; ')}).`,
  )
}
