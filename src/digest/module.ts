// What digests bring to the program.
import { type AccessTable, anyone, signedIn } from '#platform/access.ts'
import type { Module } from '#platform/house/module.ts'
import { post } from '#platform/http/route.ts'
import { z } from 'zod'
import { blocks } from './blocks.ts'
import { personal, retention } from './personal.ts'
import { UNSUBSCRIBE, WISH } from './places.ts'
import { ALERT, alertAudience, PLAN, planDigests, SEND, sendDigests } from './send.ts'
import { doEnd, doWish, showEnd, WishInput } from './wish.citizen.ts'

const access: AccessTable = {
  'digest.choose': [signedIn],
  // The address is signed, and ends mails: nothing is told by it.
  'digest.end': [anyone],
}

export const digest: Module = {
  name: 'digest',
  access,
  routes: [
    post({
      post: WISH,
      action: 'digest.choose',
      title: 'Choisir le rythme du résumé',
      face: 'citizen',
      input: WishInput,
      handle: doWish,
    }),
    {
      get: UNSUBSCRIBE,
      action: 'digest.end',
      title: 'Ne plus recevoir le résumé',
      face: 'citizen',
      handle: showEnd,
    },
    post({
      post: UNSUBSCRIBE,
      action: 'digest.end',
      title: 'Ne plus recevoir le résumé',
      face: 'citizen',
      input: z.object({}),
      signed: true,
      handle: doEnd,
    }),
  ],
  jobs: ({ secret, publicUrl }, _held, { digests }) => ({
    [PLAN]: planDigests,
    [SEND]: sendDigests({ secret, publicUrl, sources: digests }),
    [ALERT]: alertAudience,
  }),
  recurring: [{ task: PLAN, minutes: 15 }],
  blocks,
  personal,
  retention,
}
