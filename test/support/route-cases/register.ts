import { administrators, among, form, type RouteCase } from './case.ts'

export const register: Readonly<Record<string, RouteCase>> = {
  'GET /administration/registre': { url: () => '/administration/registre', may: administrators },
  'GET /administration/registre/:id': { url: () => '/administration/registre/compte', may: administrators },
  'GET /administration/registre/export/:format': {
    url: () => '/administration/registre/export/csv',
    may: administrators,
  },
  ...Object.fromEntries(
    [
      'declaration',
      'finalite',
      'donnees',
      'destinataires',
      'securite',
      'demandes',
      'accords',
      'retirer',
    ].flatMap((name) => {
      const url = `/administration/registre/espace-public/${name}`
      return [
        [`GET /administration/registre/:id/${name}`, { url: () => url, may: among('admin') }],
        [`POST /administration/registre/:id/${name}`, { ...form(url, {}, [409, 422]), may: among('admin') }],
      ]
    }),
  ),
  ...Object.fromEntries(
    ['publier', 'reprendre', 'abandonner'].map((act) => [
      `POST /administration/registre/:id/${act}`,
      { ...form(`/administration/registre/espace-public/${act}`, {}, [303]), may: among('admin') },
    ]),
  ),
  'GET /administration/registre/nouvelle': {
    url: () => '/administration/registre/nouvelle',
    may: among('admin'),
  },
  'POST /administration/registre/nouvelle': {
    ...form('/administration/registre/nouvelle'),
    may: among('admin'),
  },
}
