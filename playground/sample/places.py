"""Where Beacon Local sells: six regions, their towns and the words that local businesses put in their names."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Region:
    """A sales region: its towns, its landmarks, its families, and how many accounts it has."""

    name: str
    accounts: int
    towns: tuple[str, ...]
    landmarks: tuple[str, ...]
    surnames: tuple[str, ...]
    first_names: tuple[str, ...]
    euro_towns: frozenset[str] = frozenset()


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(","))


_ENGLISH_FIRST = "Dave, Linda, Mick, Karen, Sanjay, Tracy, Pete, Agnieszka, Wayne, Sue, Tony, Parveen, Leroy, Jan, Phil"
_IRISH_EURO = _words("Cork, Galway, Limerick, Waterford, Kilkenny, Drogheda, Sligo, Ennis, Tralee, Athlone, Bray")

REGIONS: tuple[Region, ...] = (
    Region(
        "North West",
        114,
        _words(
            "Manchester, Liverpool, Preston, Bolton, Stockport, Warrington, Chester, Lancaster, Kendal, Wigan, "
            "Southport, Burnley, Rochdale, Crewe, Macclesfield, Blackpool"
        ),
        _words("Pennine, Ribble, Mersey, Bowland, Irwell, Wirral, Pendle, Lakeland"),
        _words(
            "Hargreaves, Ogden, Shackleton, Begum, Hussain, Rigby, Clegg, Fairhurst, Whittle, Iqbal, Schofield, "
            "Brierley, Kenyon, Nowak, Ramsbottom, Unsworth, Patel, Holt, Lomax, Aspinall"
        ),
        _words(_ENGLISH_FIRST),
    ),
    Region(
        "Midlands",
        106,
        _words(
            "Birmingham, Derby, Nottingham, Leicester, Coventry, Stoke, Wolverhampton, Worcester, Lincoln, "
            "Northampton, Shrewsbury, Telford, Rugby, Burton, Mansfield"
        ),
        _words("Trent, Severnside, Mercia, Sherwood, Malvern, Peakside, Arden, Black Country"),
        _words(
            "Sandhu, Bhatti, Haywood, Tolley, Bagnall, Kaur, Cartwright, Hadley, Chowdhury, Perks, Wootton, Shah, "
            "Grainger, Campbell, Fellows, Yardley, Mistry, Underhill, Parkes, Hollis"
        ),
        _words(_ENGLISH_FIRST),
    ),
    Region(
        "South East",
        124,
        _words(
            "Croydon, Brighton, Reading, Guildford, Maidstone, Southend, Luton, Watford, Chelmsford, Canterbury, "
            "Slough, Crawley, Ilford, Bromley, Basingstoke, Hastings, Oxford"
        ),
        _words("Thames, Downs, Medway, Chiltern, Wealden, Kingsway, Solent, Southbank"),
        _words(
            "Adeyemi, Fairweather, Constantinou, Okonkwo, Bexley, Rahman, Tillman, Singh, Wickens, Da Silva, Hurst, "
            "Georgiou, Mensah, Ashdown, Ali, Pankhurst, Wren, Costa, Larkin, Nguyen"
        ),
        _words(_ENGLISH_FIRST),
    ),
    Region(
        "Scotland",
        90,
        _words(
            "Glasgow, Edinburgh, Aberdeen, Dundee, Inverness, Perth, Stirling, Ayr, Paisley, Falkirk, Dunfermline, "
            "Oban, Kilmarnock, Elgin"
        ),
        _words("Clyde, Lomond, Highland, Tayside, Ochil, Caledonia, Lothian, Strathmore"),
        _words(
            "MacLeod, McAllister, Drummond, Galbraith, Sinclair, McPhee, Buchanan, Geddes, Rennie, Ahmed, Mackay, "
            "Farquhar, McIntosh, Dunlop, Kerr, Di Rollo, Ferrier, Ross, Nisbet, Wojcik"
        ),
        _words("Morag, Callum, Shona, Ewan, Isla, Hamish, Eilidh, Dougie, Fiona, Rab, Ailsa, Gordon"),
    ),
    Region(
        "Wales & West",
        96,
        _words(
            "Cardiff, Swansea, Bristol, Bath, Exeter, Truro, Newport, Wrexham, Bangor, Aberystwyth, Plymouth, Taunton, "
            "Carmarthen, Llanelli, Barnstaple"
        ),
        _words("Gower, Mendip, Exe, Ceredigion, Tamar, Quantock, Menai, Dyfed"),
        _words(
            "Llewellyn, Prosser, Trevithick, Jenkins, Gwynne, Bevan, Pascoe, Tremayne, Parry, Vaughan, Penhaligon, "
            "Ap Rhys, Cadwallader, Howells, Nance, Beynon, Tregear, Griffiths, Coombes, Khan"
        ),
        _words("Siân, Gethin, Bethan, Huw, Jago, Carys, Dai, Lowenna, Rhys, Megan, Ieuan, Demelza"),
    ),
    Region(
        "Ireland",
        70,
        (*_words("Belfast, Derry, Newry, Lisburn, Dublin"), *_IRISH_EURO),
        _words("Shannon, Liffey, Corrib, Lee Valley, Lagan, Mourne, Boyne, Atlantic"),
        _words(
            "O'Brien, O'Shea, Gallagher, Ó Dálaigh, Keane, Byrne, McGrath, Ní Bhriain, Devlin, Doherty, O'Connor, "
            "Foley, Heffernan, McKeever, Quigley, Brennan, Ruane, Kowalska, Ó Sé, Magee"
        ),
        _words("Seán, Aoife, Pádraig, Niamh, Declan, Siobhán, Eoin, Orla, Fintan, Gráinne, Cathal, Máire"),
        frozenset({"Dublin", *_IRISH_EURO}),
    ),
)

REGION_BY_NAME = {region.name: region for region in REGIONS}
