/** Words that stand for the same thing in an advert: n-grams over their class carry over to places and trades not seen in training. */
const CLASSES: Record<string, string> = {
  role: `dev devs developer developers engineer engineers programmer programmers coder coders designer designers artist
    artists illustrator illustrators animator animators animater modeler modeller composer musician writer writers copywriter editor
    translator tutor manager managers lead architect analyst scientist researcher researchers consultant
    consultants contractor contractors freelancer freelancers intern interns administrator admin sysadmin technician
    technicians tester testers qa sre devops marketer recruiter recruiters assistant moderator moderators mod cto ceo cofounder founder
    specialist expert experts ninja wizard rockstar guru scripter scripters builder builders photographer videographer
    accountant salesperson webmaster dba entwickler entwicklerin entwicklern développeur développeuse développeurs
    desarrollador desarrolladora desarrolladores programador programadora programadores diseñador ingeniero ingeniera
    ingénieur desenvolvedor desenvolvedora desenvolvedores programmierer sviluppatore разработчик разработчика разработчики программист программиста дизайнер`,
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
    contract internship internships stelle stellen emploi empleo vaga vagas вакансия вакансию poste puesto project projects`,
  term: `fulltime full-time parttime part-time remote onsite on-site hybrid telecommute freelance permanent hourly
    w2 c2c 1099 h1b relocation visa salaried contract-to-hire`,
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
  pay: `salary salaries compensation equity benefits stipend paid pay rate rates budget wage wages bonus 401k insurance
    dental gehalt salaire salario зарплата hourly commission revshare rev-share`,
}

export const WORD_CLASSES: ReadonlyMap<string, string> = new Map(
  Object.entries(CLASSES).flatMap(([name, words]) => words.split(/\s+/).map((word) => [word, `<${name}>`])),
)
