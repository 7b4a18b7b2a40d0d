// What signing in shows on the homes that modules make together.
import { type Block, way } from '#platform/http/route.ts'
import { linkLine } from '#platform/ui/content.ts'
import { html } from '#platform/html.ts'
import { identitiesToCheck } from './federation/links.ts'
import { passkeyOffer } from './passkeys/offer.ts'

export const blocks: readonly Block[] = [
  { on: 'account', order: 10, show: passkeyOffer },
  way(30, { href: '/compte/equipe', label: 'Double vérification de mon équipe' }),
  {
    on: 'ways',
    order: 80,
    async show(ctx) {
      const waiting = await identitiesToCheck(ctx, ctx.actor)
      const end = html`<span class="count">${waiting}</span>`
      return waiting === null
        ? null
        : linkLine({ href: '/administration/identites', label: 'Identités à vérifier', end })
    },
  },
]
