import { administrators, type RouteCase } from './case.ts'

const HERE = '/administration/agents'
const NOBODY = `${HERE}/999999999`
const administered = (url: string, statuses: readonly number[]): RouteCase => ({
  url: () => url,
  may: administrators,
  statuses,
})
const posted = (
  url: string,
  values: Record<string, string> = {},
  statuses: readonly number[] = [404],
): RouteCase => ({
  ...administered(url, statuses),
  values,
})

export const agents: Readonly<Record<string, RouteCase>> = {
  'GET /administration/agents': administered(HERE, [200]),
  'POST /administration/agents/fichier': posted(`${HERE}/fichier`, { query: '' }, [303]),
  'GET /administration/agents/nouveau': administered(`${HERE}/nouveau`, [200]),
  'POST /administration/agents/nouveau': posted(`${HERE}/nouveau`, {}, [422]),
  'GET /administration/agents/invitations/:invitation': administered(`${HERE}/invitations/999999999`, [404]),
  'POST /administration/agents/invitations/:invitation/relance': posted(
    `${HERE}/invitations/999999999/relance`,
  ),
  'POST /administration/agents/invitations/:invitation/retrait': posted(
    `${HERE}/invitations/999999999/retrait`,
  ),
  'GET /administration/agents/import': administered(`${HERE}/import`, [200]),
  'GET /administration/agents/import/exemple': administered(`${HERE}/import/exemple`, [200]),
  'POST /administration/agents/import': posted(`${HERE}/import`, { lines: 'x' }, [422]),
  'GET /administration/agents/import/:import': administered(`${HERE}/import/999999999`, [404]),
  'POST /administration/agents/import/:import/faire': posted(`${HERE}/import/999999999/faire`),
  'POST /administration/agents/import/:import/annulation': posted(`${HERE}/import/999999999/annulation`),
  'GET /administration/agents/annuaire/:collectivite': administered(`${HERE}/annuaire/nulle-part`, [404]),
  'POST /administration/agents/annuaire/:collectivite': posted(`${HERE}/annuaire/nulle-part`, {}, [422, 404]),
  'POST /administration/agents/annuaire/:collectivite/lecture': posted(`${HERE}/annuaire/nulle-part/lecture`),
  'GET /administration/agents/annuaire/:collectivite/departs': administered(
    `${HERE}/annuaire/nulle-part/departs`,
    [404],
  ),
  'POST /administration/agents/annuaire/:collectivite/departs': posted(
    `${HERE}/annuaire/nulle-part/departs`,
    { personnes: 'x' },
  ),
  'GET /administration/agents/lectures': administered(`${HERE}/lectures`, [200]),
  'GET /administration/agents/:agent': administered(NOBODY, [404]),
  'GET /administration/agents/:agent/fonctions': administered(`${NOBODY}/fonctions`, [404]),
  'POST /administration/agents/:agent/fonctions': posted(`${NOBODY}/fonctions`, {}),
  'GET /administration/agents/:agent/fonctions/:fonction': administered(`${NOBODY}/fonctions/1`, [404]),
  'POST /administration/agents/:agent/fonctions/:fonction': posted(`${NOBODY}/fonctions/1`),
  'POST /administration/agents/:agent/fonctions/:fonction/fin': posted(`${NOBODY}/fonctions/1/fin`),
  'GET /administration/agents/:agent/depart': administered(`${NOBODY}/depart`, [404]),
  'POST /administration/agents/:agent/depart': posted(`${NOBODY}/depart`, { last: '2026-12-01' }),
  'POST /administration/agents/:agent/depart/annulation': posted(`${NOBODY}/depart/annulation`),
  'POST /administration/agents/:agent/sessions': posted(`${NOBODY}/sessions`),
  'POST /administration/agents/:agent/voir-comme': posted(`${NOBODY}/voir-comme`, { motif: 'x' }),
  'POST /administration/agents/retour': posted(`${HERE}/retour`, {}, [303]),
  'GET /administration/agents/:agent/absences': administered(`${NOBODY}/absences`, [404]),
  'POST /administration/agents/:agent/absences': posted(`${NOBODY}/absences`),
  'POST /administration/agents/:agent/absences/:absence/fin': posted(`${NOBODY}/absences/1/fin`),
}
