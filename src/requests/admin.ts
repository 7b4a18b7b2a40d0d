// Handlers of the administration home: what fails, and whether the history holds.
import { identitiesToCheck } from '#accounts'
import { type Context, page, redirect, type Reply } from '#platform/http/route.ts'
import { number, plural } from '#platform/ui/french.ts'
import { verifyEvents } from '#platform/verify.ts'
import { catalogue } from '#services'
import { territory } from '#territory'
import { adminFrame } from './frame.ts'
import { adminPage } from './pages/admin.ts'
import { eventsEstimate, failingJobs } from './queries.admin.ts'

const MOST_JOBS = 50
/** Above this, walking every chain would keep a browser waiting: the command line does it. */
const MOST_EVENTS = 300_000

/** GET /administration */
export async function showAdmin(ctx: Context): Promise<Reply> {
  const identities = await identitiesToCheck(ctx, ctx.actor)
  return ctx.db.read(ctx.actor, async (tx) => {
    const { services, rules, templates } = await catalogue(tx)
    const place = await territory(tx)
    const counts = {
      services: services.length,
      rules: rules.length,
      templates: templates.length,
      authorities: place.authorities.length,
    }
    const jobs = await failingJobs(tx, MOST_JOBS)
    const events = await eventsEstimate(tx)
    return page(
      adminPage(await adminFrame(ctx, tx), {
        counts,
        jobs,
        identities,
        events,
        zone: place.zone,
        checkable: events <= MOST_EVENTS,
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
      'L’historique est long : lancez la commande «\u00a0npm run verify\u00a0».',
    )
  const { subjects, events, broken } = await verifyEvents(ctx.db)
  const walked = `${plural(subjects, 'historique', 'historiques')}, ${plural(events, 'événement', 'événements')}`
  if (broken.length === 0) return redirect('/administration', `${walked} : toutes les chaînes tiennent.`)
  const shown = broken.slice(0, 3).map(({ subject, seq }) => `${subject}, événement ${number(seq)}`)
  return redirect(
    '/administration',
    `${walked} : ${plural(broken.length, 'chaîne rompue', 'chaînes rompues')} (${shown.join(' ; ')}).`,
  )
}
