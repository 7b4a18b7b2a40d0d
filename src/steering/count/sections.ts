// The sections of the extranet, which are counted as contents and spaces are: those of its menu (held by sections.test.ts).
import type { Counted } from '#platform/ledger/counted.ts'
import { territory } from '#territory'

export const SECTIONS: Readonly<Record<string, string>> = {
  '/territoires': 'Accueil des élus',
  '/contenus': 'Contenus',
  '/informations': 'Informations',
  '/espaces': 'Espaces',
  '/territoires/documentation': 'Documentation',
  '/territoires/demandes': 'Demandes en chiffres',
  '/territoires/instances': 'Instances',
  '/territoires/club': 'Fiches d’expérience',
  '/territoires/annuaire': 'Annuaire',
  '/territoires/services': 'Services',
  '/rechercher': 'Rechercher',
}

/** They have always been there. */
const SINCE = new Date('2000-01-01')

export const sections: Counted = {
  kind: 'section',
  at: Object.keys(SECTIONS),
  param: '',
  async things(tx) {
    const { metropolis } = await territory(tx)
    return Object.entries(SECTIONS).map(([href, title]) => ({
      ...{ thing: href, href, title, authorityId: metropolis.id },
      ...{ unitId: null, since: SINCE },
    }))
  },
}
