// A town’s administrator keeps its agents: invites them with scripts on a wide screen; without scripts on a phone, reads its directory,
// says who leaves and sees Parvis as one of them.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { openTown, type Town, type Visitor } from '#test/journey.ts'

const ADMIN = 'admin.bron@parvis.example'

describe('agents of a town', () => {
  let town: Town
  let phone: Visitor
  before(async () => {
    town = await openTown({
      PARVIS_LDAP_HOSTS: 'annuaire.mairie.example:636',
      PARVIS_AGENT_DOMAINS: 'mairie-bron.example=bron',
    })
    phone = await town.visitor({ as: ADMIN, scripts: false, width: 390 })
  })
  after(() => town.close())

  /** What a reading left of Bron’s directory: four who are there no more. */
  const readOnce = () =>
    town.parvis.db.write(system, async (tx) => {
      const counted = { read: 38, newcomers: 2, invited: 0, changed: 1, left: 0, waiting: 4, refused: 0 }
      await sql`insert into organisation.reading (authority_id, began_at, ended_at, counted)
        select authority_id, ${tx.now}, ${tx.now}, ${JSON.stringify(counted)} from organisation.directory`.execute(
        tx.q,
      )
      await sql`insert into organisation.reading (authority_id, began_at, ended_at, why)
        select authority_id, ${tx.now}::timestamptz - interval '1 hour', ${tx.now}, 'L’annuaire met trop de temps à répondre.'
        from organisation.directory`.execute(tx.q)
      for (const name of ['Ana Brotteaux', 'Hugo Part-Dieu', 'Lina Montchat', 'Sami Gerland'])
        await sql`insert into organisation.entry (authority_id, entry_id, name, email, seen_at, version, missing_since)
          select authority_id, ${`no-${name}`}, ${name}, ${`${name.split(' ')[0]?.toLowerCase()}@bron.example`}, ${tx.now}, version, ${tx.now}
          from organisation.directory on conflict (authority_id, entry_id) do nothing`.execute(tx.q)
    })

  test('are invited one by one and by a spreadsheet; the key of a directory is shown once', async () => {
    const { page, open, press, text, close } = await town.visitor({ as: ADMIN })
    await open('/administration/agents')
    assert.doesNotMatch(await text(), /Théo Grangier/)
    await press('Inviter un agent')
    await page.getByLabel('Prénom et nom').fill('Camille Arrivante')
    await page.getByLabel('Adresse e-mail professionnelle').fill('agent.bron@parvis.example')
    await page.getByLabel('Service', { exact: true }).selectOption({ label: 'Services techniques' })
    await page.getByLabel('Instruction').check()
    await press('Envoyer l’invitation')
    assert.match(await text(), /Cette adresse est celle d’Odile Perrachon/)
    await page.getByLabel('Adresse e-mail professionnelle').fill('camille@mairie.example')
    await press('Envoyer l’invitation')
    assert.match(await text(), /L’invitation part à camille/)
    await press('Camille Arrivante')
    await open('/administration/agents/import')
    const lines =
      'Nom;Adresse e-mail;Service;Fonction\nÉlu Essai;elu@mairie.example;Services techniques;Instruction'
    await page.getByLabel('Fichier du tableur').setInputFiles({
      name: 'agents.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(lines, 'latin1'),
    })
    await press('Vérifier les lignes')
    assert.match(await text(), /Import de 1\s*ligne[^]*Élu Essai/)
    await open('/administration/annuaires')
    await press('Faire une clé')
    await page.getByLabel('Nom de l’annuaire').fill('Entra ID')
    await page.getByLabel('Service où arrivent').selectOption({ index: 1 })
    await page.getByRole('radio').first().check()
    await press('Faire la clé')
    assert.match(await text(), /parvis_scim_\S+/)
    await press('Revenir aux annuaires')
    assert.doesNotMatch(await text(), /parvis_scim_/)
    await press('Entra ID')
    await press('Retirer cette clé')
    assert.match(await text(), /est retirée/)
    await close()
  })

  test('come from a directory, and leave', async () => {
    const { page, open, press, text } = phone
    await open('/administration/agents/import')
    await press('Régler la connexion')
    assert.match(await text(), /l’adresse finit par mairie-bron\.example/)
    await open('/administration/agents/import')
    await press('Régler l’annuaire')
    await page.getByLabel('Adresse de l’annuaire').fill('ldaps://ailleurs.example')
    await page.getByLabel('Mot de passe de ce compte').fill('jamais-montré')
    await press('Enregistrer')
    assert.match(await text(), /Il autorise\s*: annuaire\.mairie\.example:636/)
    assert.equal(await page.getByLabel('Mot de passe de ce compte').inputValue(), '')
    await page.getByLabel('Adresse de l’annuaire').fill('ldaps://annuaire.mairie.example')
    await page.getByLabel('Compte de lecture').fill('cn=lecture,dc=mairie,dc=example')
    await page.getByLabel('Mot de passe de ce compte').fill('jamais-montré')
    await page.getByLabel('Branche').fill('ou=agents,dc=mairie,dc=example')
    await press('Enregistrer')
    assert.match(await text(), /Qui n’est pas encore ici est lu de ldaps:\/\/annuaire/)
    await readOnce()
    await press('Lectures de chaque heure')
    assert.match(await text(), /Échouée L’annuaire met trop de temps/)
    await press(page.getByRole('link', { name: '4 départs attendent votre accord' }).first())
    await page.getByLabel('Ana Brotteaux').uncheck()
    await press('Fermer leurs accès')
    assert.match(await text(), /3\s*accès se ferment/)
    await open('/administration/agents')
    await press('Rémi Terraillon')
    await press('Départ…')
    await page.getByLabel('Dernier jour de travail').fill('2026-12-31')
    await press('Confirmer le départ')
    assert.match(
      await text(),
      /Plus personne ne répondra à partir du .*Services techniques.*Rien n’est encore noté/s,
    )
    await press('Confirmer le départ')
    assert.match(await text(), /Partant le 31/)
    await press('Annuler le départ')
    assert.match(await text(), /En poste/)
  })

  test('are looked as, and nothing changes', async () => {
    const { page, open, press, text } = phone
    await open('/administration/agents')
    await press('Odile Perrachon')
    await press('Voir comme Odile Perrachon')
    assert.match(await text(), /Écrivez pourquoi/)
    await page.getByLabel('Pourquoi').fill('Elle ne trouve pas une demande')
    await press('Voir comme Odile Perrachon')
    assert.match(await text(), /Vous voyez Parvis comme Odile Perrachon, en lecture seule/)
    await open('/agents/saisir')
    await open('/compte/securite')
    assert.match(await text(), /ni acte, ni fichier/)
    await press('Revenir à mon compte')
    assert.match(await text(), /C’est de nouveau votre compte/)
    assert.match(await text(), /A vu Parvis comme cette personne .*Elle ne trouve pas une demande/)
  })
})
