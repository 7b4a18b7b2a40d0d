// So many messages on one request for whoever follows it: the thread stays readable, and a code fills no disk.
import { BadInput, TooMany } from '#platform/errors.ts'
import type { Context } from '#platform/http/route.ts'
import { LIMITS } from '../send/limits.ts'
import { networkOf, throttle } from '#platform/limits/throttle.ts'

/** Counts one message of that account or, without one, of that network. @throws BadInput past the limit: nothing typed is lost */
export async function takeMessageRoom(ctx: Context, ref: string): Promise<void> {
  const { personId } = ctx.actor
  const who = personId === null ? `network:${networkOf(ctx.ip)}` : `person:${personId}`
  try {
    await throttle(ctx, `message:${ref}:${who}`, LIMITS.messagesOnRequest)
  } catch (error) {
    if (!(error instanceof TooMany)) throw error
    throw new BadInput([
      {
        field: 'message',
        message:
          'Vous avez envoyé beaucoup de messages sur cette demande\u00a0: le service les a tous. Votre texte est gardé\u00a0: envoyez-le dans une heure.',
      },
    ])
  }
}
