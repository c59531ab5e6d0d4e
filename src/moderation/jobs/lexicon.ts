/** Words that stand for the same thing in an advert: n-grams over their class carry over to places and trades not seen in training. */
const CLASSES: Record<string, string> = {
  role: `dev devs developer developers engineer engineers programmer programmers coder coders designer designers artist
    artists illustrator illustrators animator animators animater modeler modeller composer musician writer writers copywriter editor
    editors translator tutor manager managers lead architect analyst scientist researcher researchers consultant
    consultants contractor contractors freelancer freelancers intern interns administrator admin sysadmin technician
    technicians tester testers qa sre devops marketer recruiter recruiters assistant moderator moderators mod cto ceo cofounder founder
    specialist expert experts ninja wizard rockstar guru scripter scripters builder builders photographer videographer
    accountant salesperson webmaster dba generalist director producer coordinator operator supervisor associate trainee apprentice
    maintainer contributor contributors auditor proofreader ghostwriter blogger journalist reporter publicist strategist
    rigger sculptor modder modders filmmaker cinematographer actor actress narrator dancer model singer guitarist drummer bassist
    teacher instructor trainer coach lecturer professor nurse paralegal attorney lawyer pharmacist therapist dentist doctor
    bookkeeper cashier clerk receptionist secretary driver drivers courier mover mechanic machinist welder electrician plumber carpenter
    painter roofer laborer labourer handyman cleaner gardener nanny babysitter caregiver carer sitter housekeeper janitor
    cook cooks chef barista bartender waiter waitress server dishwasher farmhand seamstress tailor calligrapher
    guard security agent agents rep reps representative salesman surveyor drafter
    entwickler entwicklerin entwicklern grafiker grafikerin aushilfe mitarbeiter développeur développeuse développeurs graphiste stagiaire
    desarrollador desarrolladora desarrolladores programador programadora programadores diseñador diseñadora ilustrador ingeniero
    ingeniera ingénieur desenvolvedor desenvolvedora desenvolvedores programmierer sviluppatore programista programisty ontwikkelaar
    разработчик разработчика разработчики программист программиста дизайнер тестировщик монтажёр geliştirici`,
  work: `logo logos banner banners website websites webpage site sites app apps icon icons emote emotes emoji badge badges cover covers
    thumbnail thumbnails illustration illustrations portrait portraits sketch sketches character characters sprite sprites tileset tilesets
    mural poster posters flyer flyers brochure mockup animation animations trailer soundtrack music track tracks voiceover voice-over voice
    script scripts plugin plugins theme store shop landing prototype mvp article articles blog copy translation transcription
    essay resume thesis novel video videos clip clips shorts reel edits photo photos photoshoot headshots model models asset assets textures
    macro spreadsheet scraper crawler integration migration audit commission commissions tattoo caricature mascot webseite`,
  tech: `python java javascript js typescript ts react reactjs vue vuejs angular svelte next nextjs node nodejs express
    django flask fastapi rails ruby php laravel wordpress joomla drupal magento shopify html html5 css css3 sass jquery
    sql mysql postgres postgresql mongodb mongo redis kafka elasticsearch graphql aws gcp azure docker kubernetes k8s
    terraform linux unix ansible jenkins git rust go golang c c++ c# .net asp.net swift kotlin scala elixir erlang clojure haskell
    perl matlab r unity unreal ue5 blender maya zbrush photoshop illustrator figma sketch aftereffects ios android
    flutter reactnative objective-c objective blockchain solidity web3 ethereum solana nft defi smart contract contracts
    ai ml llm llms nlp rag pytorch tensorflow keras langchain openai gpt huggingface dspy computer-vision backend frontend
    back-end front-end fullstack full-stack mobile web api apis rest seo ui ux ui/ux cloud data database databases lua roblox
    minecraft discord bot bots automation n8n zapier scraping selenium embedded firmware fpga`,
  job: `job jobs position positions role roles gig gigs opportunity opportunities opening openings vacancy vacancies
    contract internship internships traineeship apprenticeship shift shifts req headcount stelle stellen emploi empleo vaga vagas вакансия вакансию poste puesto praktikum stage stagiaires estágio praca pracy trabajo trabalho arbeit travail lavoro работу работа project projects`,
  term: `fulltime full-time parttime part-time remote onsite on-site hybrid telecommute freelance permanent hourly
    w2 c2c 1099 h1b relocation visa salaried contract-to-hire temp temporary seasonal weekends evenings remoto remota удалённо удалённая удалёнка zdalnie télétravail vollzeit teilzeit`,
  senior:
    'senior junior sr jr mid midlevel mid-level entry-level experienced seasoned skilled principal staff talented passionate motivated dedicated professional',
  place: `nyc london berlin paris toronto boston chicago seattle austin denver atlanta portland dallas houston phoenix
    philadelphia miami sf brooklyn manhattan vancouver montreal montréal ottawa sydney melbourne brisbane auckland dublin manchester
    bristol leeds edinburgh glasgow cambridge oxford munich münchen hamburg zurich zürich vienna wien amsterdam rotterdam
    brussels stockholm copenhagen oslo helsinki madrid barcelona lisbon porto warsaw kraków prague budapest bucharest
    sofia athens istanbul dubai bangalore bengaluru mumbai delhi hyderabad pune chennai singapore tokyo manila
    jakarta lagos nairobi california texas florida virginia maryland michigan ohio illinois colorado arizona utah oregon
    pennsylvania massachusetts washington carolina nj ny ca tx dc usa us uk eu canada germany france spain portugal
    ireland netherlands switzerland australia india europe emea latam apac est cet pst`,
  pay: `salary salaries compensation equity benefits stipend paid pay pays paying payment rate rates budget wage wages bonus 401k insurance
    dental gehalt salaire salario зарплата hourly commission revshare rev-share royalty royalties invoice invoices upfront paypal deposit negotiable bounty pago paga bezahlung vergütung оплата бюджет`,
  contact: `dm dms dmed pm pms inbox message msg contact email mail ping hmu apply telegram whatsapp reach schreibt schreib melden
    meldet privado privat mp md лс личку пишите`,
  seek: `looking seeking searching hiring recruiting wanted iso lf lfw suche suchen gesucht suchst busco buscamos busca cherche cherchons
    recherche recherchons recrute recrutons procuro procura precisa-se cerco cerca cercasi cerchiamo szukam szukamy ищу ищем нужен нужна
    требуется gezocht zoek`,
}

export const WORD_CLASSES: ReadonlyMap<string, string> = new Map(
  Object.entries(CLASSES).flatMap(([name, words]) =>
    words.split(/\s+/).map((word) => [word.replace(/\d/g, '0'), `<${name}>`]),
  ),
)
