"""SIE files of our own, of the shapes that real programs write."""

HUVUD = """#FLAGGA 0
#PROGRAM "Prov Ekonomi" 1.0
#FORMAT PC8
#GEN 20230115
#SIETYP {typ}
#FNAMN "Region Prov Härjedalen"
#ORGNR 232100-0000
#RAR 0 20220101 20221231
#RAR -1 20210101 20211231
#DIM 1 "Ansvar"
#DIM 6 "Projekt"
#OBJEKT 1 "401" "FoU Jämt"
#OBJEKT 1 "402" "Barn och utbildning"
#OBJEKT 1 "900" "Regionhälsan"
#OBJEKT 6 "P1" "Yrkesresan"
#KONTO 3010 "Kommunernas ersättning"
#KONTO 5010 "Löner"
#KONTO 1930 "Bank"
"""


def fil(kropp, typ=3, huvud=HUVUD, kodning="cp437"):
    return (huvud.format(typ=typ) + kropp).replace("\n", "\r\n").encode(kodning)


# 401 costs 795 000, 402 costs 120 000,50 and 900 the rest of an account total of 2 000 000,50; last year is not this year's
PERIODER = """#PSALDO 0 202203 5010 {} 2000000.50
#PSALDO 0 202203 5010 {1 "401"} 500000
#PSALDO 0 202204 5010 {1 401} 295000.00
#PSALDO 0 202204 5010 {} 295000.00
#PSALDO 0 202203 5010 {1 "402"} 120000.50
#PSALDO 0 202203 5010 {6 "P1"} 80000
#PSALDO -1 202103 5010 {1 "401"} 999999
#PSALDO 0 202203 1930 {} -2000000.50
#RES 0 5010 2295000.50
#PBUDGET 0 202201 5010 {1 "401"} 2500000
"""

VERIFIKATIONER = """#VER A 1 20220315 "Löner mars"
{
#TRANS 5010 {1 "401" 6 "P1"} 500000.00
#TRANS 5010 {1 "402"} 100.50 20220315 "Resa till \\"Brysselkontoret\\""
#TRANS 1930 {} -500100.50
}
#VER A 2 20220402 "Löner april"
{
#RTRANS 5010 {1 "401"} 295000
#TRANS 5010 {1 "401"} 295000
#BTRANS 5010 {1 "401"} 1
#TRANS 1930 {} -295000
}
#VER A 3 20230102 "Nästa år"
{
#TRANS 5010 {1 "401"} 7
#TRANS 1930 {} -7
}
"""
