// Where whoever has a pass finds their wallet: on the home of their account; nothing for anybody else.
import { ownName } from '#platform/actor.ts'
import { html } from '#platform/html.ts'
import type { Block } from '#platform/http/route.ts'
import { section } from '#platform/ui/content.ts'
import { WALLET_HERE, WALLET_TITLE, walletView } from './wallet.page.ts'

export const walletBlock: Block = {
  on: 'account',
  order: 9.5,
  async show({ actor, db }) {
    const personId = ownName(actor)
    const view = personId === null ? null : await db.read(actor, (tx) => walletView(tx, personId))
    if (view === null || (view.rights.length === 0 && view.wallets.length === 0)) return null
    return section(
      WALLET_TITLE,
      html`<p>Ce que votre pass ouvre, dans l’application de votre choix. <a href="${WALLET_HERE}">Ajouter ou retirer</a>.</p>`,
    )
  },
}
