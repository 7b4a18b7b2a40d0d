// Where the pages of the pass stand in the menus of each face.
import { agent, metropolitanAdministrator } from '#platform/access.ts'
import type { Place } from '#platform/http/navigation.ts'
import { WALLETS } from './authorization/programs.admin.ts'
import { MAKE, MAKE_TITLE } from './card/make.admin.ts'
import { working } from './desk/access.ts'
import { HERE as DESK } from './desk/file.ts'
import { countGrids, grids } from './grid/screens/list.ts'
import { OPEN, OPEN_TITLE } from './partner/open.citizen.ts'
import { holder } from './holder/access.ts'
import { HERE as PASS } from './holder/own.ts'
import { HERE } from './partner/words.ts'
import { trustLists } from './proof/document/trust-page.ts'

const OFFERED = 'Ce qui est proposé aux habitants'
const who = agent('admin').anywhere

export const navigation: readonly Place[] = [
  { menu: 'counter', order: 25, href: PASS, label: 'Mon pass', who: holder },
  { menu: 'account', order: 45, href: PASS, label: 'Mon pass', who: holder },
  { menu: 'sitemap', order: 45, href: OPEN, label: OPEN_TITLE, group: 'Le territoire' },
  { menu: 'desk', order: 31, href: DESK, label: 'Pass au guichet', who: working },
  {
    ...{ menu: 'administration', order: 33.75, href: HERE, label: 'Pass', group: OFFERED, who },
    words:
      'partenaires, piscine, médiathèque, musée, tarif, quotient, portes, contrôle, décompte, remboursement',
  },
  {
    ...{ menu: 'administration', order: 33.755, href: MAKE, label: MAKE_TITLE, group: OFFERED, who },
    words: 'pass, carte, puce, papier, fabrication, impression, courrier, commande',
  },
  {
    ...{ menu: 'administration', order: 36, href: grids.at, label: grids.title, group: OFFERED, who },
    words: 'pass, droits, tarifs, quotient familial, grille, qui a droit',
    count: ({ db, actor }) => db.read(actor, countGrids),
  },
  {
    ...{
      menu: 'administration',
      order: 36,
      href: trustLists.at,
      label: trustLists.title,
      group: OFFERED,
      who,
    },
    words: 'pass, 2D-Doc, certificats, liste de confiance, avis d’impôt',
  },
  {
    ...{ menu: 'administration', order: 36, href: WALLETS.at, label: WALLETS.title, group: OFFERED },
    who: metropolitanAdministrator,
    words: 'wallet, portefeuille européen, téléphone, OpenID4VCI, client',
  },
]
