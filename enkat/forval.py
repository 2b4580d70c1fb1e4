"""The question sets one can begin from. The wording of the first is adopted and stands exactly as printed in 2015."""

NOJD = ("Nöjd", "I stort sett nöjd", "Inte riktigt nöjd", "Missnöjd")
SKALA, FRITEXT = "skala", "fritext"

ORGAN_2015 = {
    "namn": "Frågor för uppföljning av samverkan mellan Region Jämtland Härjedalen och länets kommuner",
    "malgrupp": "organ",
    "kalla": "Frågeformulär 2015-09-02, RUN/206/2015, till Regionens samverkansråd 28 september 2015",
    "ingress": "Ett svar lämnas för hela organet. Ordföranden ansvarar för hur bedömningen görs och skickar in svaret.",
    "avdelningar": [
        {
            "rubrik": "Samverkansorganets verksamhet",
            "fragor": [
                {
                    "text": "Har ni fullföljt årets planerade aktiviteter?",
                    "ej": "Har inte haft någon detaljerad plan",
                    "val": ("Ja", "Till stor del", "Till liten del", "Inte hunnit med alls"),
                    "foljdfraga": "Varför?",
                },
                {"text": "I vilken utsträckning är ni nöjda med resultatet av det gångna året?", "val": NOJD},
            ],
        },
        {
            "rubrik": "Regionens tjänstemannastöd",
            "fragor": [
                {"text": "Har de underlag som regionens tjänstemän tagit fram varit av tillräcklig kvalitet?", "val": NOJD},
                {"text": "Har regionens tjänstemäns samverkan skett så att det getts tid till förankring inom kommunerna?", "val": NOJD},
                {"text": "Har tjänstemannastödet varit i överensstämmelse med förväntningarna?", "val": NOJD},
                {"text": "Synpunkter för förbättringar", "sort": FRITEXT, "kravs": False},
            ],
        },
    ],
}

KOMMUNERNAS = {
    "namn": "Kommunens bedömning",
    "malgrupp": "kommuner",
    "kalla": "Ordalydelsen är programmets förslag och inte antagen",
    "exempel": True,
    "ingress": "Kommunen bedömer uppdrag för uppdrag hur långt överenskommelsen är uppfylld. Flera kan förbereda svaret; "
    "kommunchefen eller kontaktpersonen skickar in det.",
    "avdelningar": [
        {
            "rubrik": "Uppdraget",
            "per_uppdrag": True,
            "fragor": [
                {
                    "text": "I vilken grad är överenskommelsen uppfylld för uppdraget?",
                    "val": ("Helt", "Till stor del", "Till liten del", "Inte alls"),
                    "ej": "Kan inte bedöma",
                    "ej_sist": True,
                    "foljdfraga": "Motivering",
                    "hjalp": "En motivering behövs vid Till liten del och Inte alls.",
                    "foljd_kravs_till": 2,
                },
                {"text": "Vilken nytta ser kommunen av uppdraget?", "sort": FRITEXT, "kravs": False},
            ],
        },
        {
            "rubrik": "Överenskommelsen i sin helhet",
            "fragor": [{"text": "Vad vill kommunen ta upp vid träffen med regionen?", "sort": FRITEXT, "kravs": False}],
        },
    ],
}

FORVAL = {"organ-2015": ORGAN_2015, "kommunernas": KOMMUNERNAS}
