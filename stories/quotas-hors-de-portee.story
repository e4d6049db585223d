# Four people each bring about 30 000 euros a quarter, a year long. 100 000 together are fair; twice as much is out of reach,
# and the plan says so, in words and in people, before anything is sent.
company Alpina
team Nord in Alpina
person Marc joins Nord 2024-01-01 as manager
team Nord led by Marc
person Léa joins Nord 2024-01-01
person Karim joins Nord 2024-01-01
person Sofia joins Nord 2024-01-01
person Yann joins Nord 2024-01-01
import resultats
  ref;date;type;personne;montant
  v1;2025-01-02;deal_won;Léa;2400
  v2;2025-01-09;deal_won;Léa;2100
  v3;2025-01-16;deal_won;Léa;2500
  v4;2025-01-23;deal_won;Léa;2900
  v5;2025-02-02;deal_won;Léa;1800
  v6;2025-02-09;deal_won;Léa;1800
  v7;2025-02-16;deal_won;Léa;3200
  v8;2025-02-23;deal_won;Léa;2600
  v9;2025-03-02;deal_won;Léa;1800
  v10;2025-03-09;deal_won;Léa;2400
  v11;2025-03-16;deal_won;Léa;2600
  v12;2025-03-23;deal_won;Léa;1800
  v13;2025-01-02;deal_won;Karim;2600
  v14;2025-01-09;deal_won;Karim;2100
  v15;2025-01-16;deal_won;Karim;1800
  v16;2025-01-23;deal_won;Karim;1800
  v17;2025-02-02;deal_won;Karim;2500
  v18;2025-02-09;deal_won;Karim;2500
  v19;2025-02-16;deal_won;Karim;1800
  v20;2025-02-23;deal_won;Karim;2100
  v21;2025-03-02;deal_won;Karim;1800
  v22;2025-03-09;deal_won;Karim;2600
  v23;2025-03-16;deal_won;Karim;2500
  v24;2025-03-23;deal_won;Karim;1800
  v25;2025-01-02;deal_won;Sofia;3200
  v26;2025-01-09;deal_won;Sofia;2600
  v27;2025-01-16;deal_won;Sofia;1800
  v28;2025-01-23;deal_won;Sofia;2100
  v29;2025-02-02;deal_won;Sofia;2900
  v30;2025-02-09;deal_won;Sofia;2900
  v31;2025-02-16;deal_won;Sofia;2600
  v32;2025-02-23;deal_won;Sofia;1800
  v33;2025-03-02;deal_won;Sofia;2600
  v34;2025-03-09;deal_won;Sofia;2600
  v35;2025-03-16;deal_won;Sofia;2500
  v36;2025-03-23;deal_won;Sofia;1800
  v37;2025-01-02;deal_won;Yann;2100
  v38;2025-01-09;deal_won;Yann;1800
  v39;2025-01-16;deal_won;Yann;2600
  v40;2025-01-23;deal_won;Yann;3200
  v41;2025-02-02;deal_won;Yann;2100
  v42;2025-02-09;deal_won;Yann;2400
  v43;2025-02-16;deal_won;Yann;2500
  v44;2025-02-23;deal_won;Yann;2100
  v45;2025-03-02;deal_won;Yann;2600
  v46;2025-03-09;deal_won;Yann;1800
  v47;2025-03-16;deal_won;Yann;2600
  v48;2025-03-23;deal_won;Yann;2400
  v49;2025-04-02;deal_won;Léa;2600
  v50;2025-04-09;deal_won;Léa;3200
  v51;2025-04-16;deal_won;Léa;2900
  v52;2025-04-23;deal_won;Léa;2100
  v53;2025-05-02;deal_won;Léa;1800
  v54;2025-05-09;deal_won;Léa;2600
  v55;2025-05-16;deal_won;Léa;2600
  v56;2025-05-23;deal_won;Léa;2900
  v57;2025-06-02;deal_won;Léa;2100
  v58;2025-06-09;deal_won;Léa;2400
  v59;2025-06-16;deal_won;Léa;1800
  v60;2025-06-23;deal_won;Léa;2600
  v61;2025-04-02;deal_won;Karim;2900
  v62;2025-04-09;deal_won;Karim;1800
  v63;2025-04-16;deal_won;Karim;2600
  v64;2025-04-23;deal_won;Karim;1800
  v65;2025-05-02;deal_won;Karim;2600
  v66;2025-05-09;deal_won;Karim;2100
  v67;2025-05-16;deal_won;Karim;2500
  v68;2025-05-23;deal_won;Karim;2900
  v69;2025-06-02;deal_won;Karim;2600
  v70;2025-06-09;deal_won;Karim;2500
  v71;2025-06-16;deal_won;Karim;3200
  v72;2025-06-23;deal_won;Karim;2400
  v73;2025-04-02;deal_won;Sofia;2500
  v74;2025-04-09;deal_won;Sofia;2600
  v75;2025-04-16;deal_won;Sofia;2500
  v76;2025-04-23;deal_won;Sofia;2400
  v77;2025-05-02;deal_won;Sofia;2400
  v78;2025-05-09;deal_won;Sofia;2100
  v79;2025-05-16;deal_won;Sofia;3200
  v80;2025-05-23;deal_won;Sofia;2100
  v81;2025-06-02;deal_won;Sofia;2900
  v82;2025-06-09;deal_won;Sofia;3200
  v83;2025-06-16;deal_won;Sofia;2100
  v84;2025-06-23;deal_won;Sofia;1800
  v85;2025-04-02;deal_won;Yann;2600
  v86;2025-04-09;deal_won;Yann;2400
  v87;2025-04-16;deal_won;Yann;2600
  v88;2025-04-23;deal_won;Yann;2500
  v89;2025-05-02;deal_won;Yann;2400
  v90;2025-05-09;deal_won;Yann;2900
  v91;2025-05-16;deal_won;Yann;2500
  v92;2025-05-23;deal_won;Yann;2400
  v93;2025-06-02;deal_won;Yann;2600
  v94;2025-06-09;deal_won;Yann;1800
  v95;2025-06-16;deal_won;Yann;1800
  v96;2025-06-23;deal_won;Yann;2600
  v97;2025-07-02;deal_won;Léa;2500
  v98;2025-07-09;deal_won;Léa;2100
  v99;2025-07-16;deal_won;Léa;3200
  v100;2025-07-23;deal_won;Léa;2400
  v101;2025-08-02;deal_won;Léa;2100
  v102;2025-08-09;deal_won;Léa;2500
  v103;2025-08-16;deal_won;Léa;2500
  v104;2025-08-23;deal_won;Léa;1800
  v105;2025-09-02;deal_won;Léa;2900
  v106;2025-09-09;deal_won;Léa;1800
  v107;2025-09-16;deal_won;Léa;3200
  v108;2025-09-23;deal_won;Léa;2600
  v109;2025-07-02;deal_won;Karim;2600
  v110;2025-07-09;deal_won;Karim;3200
  v111;2025-07-16;deal_won;Karim;3200
  v112;2025-07-23;deal_won;Karim;2400
  v113;2025-08-02;deal_won;Karim;2400
  v114;2025-08-09;deal_won;Karim;2900
  v115;2025-08-16;deal_won;Karim;2400
  v116;2025-08-23;deal_won;Karim;2600
  v117;2025-09-02;deal_won;Karim;2500
  v118;2025-09-09;deal_won;Karim;2600
  v119;2025-09-16;deal_won;Karim;3200
  v120;2025-09-23;deal_won;Karim;2500
  v121;2025-07-02;deal_won;Sofia;1800
  v122;2025-07-09;deal_won;Sofia;3200
  v123;2025-07-16;deal_won;Sofia;1800
  v124;2025-07-23;deal_won;Sofia;2400
  v125;2025-08-02;deal_won;Sofia;2500
  v126;2025-08-09;deal_won;Sofia;2900
  v127;2025-08-16;deal_won;Sofia;2900
  v128;2025-08-23;deal_won;Sofia;1800
  v129;2025-09-02;deal_won;Sofia;1800
  v130;2025-09-09;deal_won;Sofia;2900
  v131;2025-09-16;deal_won;Sofia;2900
  v132;2025-09-23;deal_won;Sofia;2400
  v133;2025-07-02;deal_won;Yann;2900
  v134;2025-07-09;deal_won;Yann;2600
  v135;2025-07-16;deal_won;Yann;2900
  v136;2025-07-23;deal_won;Yann;3200
  v137;2025-08-02;deal_won;Yann;2500
  v138;2025-08-09;deal_won;Yann;2400
  v139;2025-08-16;deal_won;Yann;2900
  v140;2025-08-23;deal_won;Yann;2500
  v141;2025-09-02;deal_won;Yann;2900
  v142;2025-09-09;deal_won;Yann;2400
  v143;2025-09-16;deal_won;Yann;1800
  v144;2025-09-23;deal_won;Yann;2500
  v145;2025-10-02;deal_won;Léa;2400
  v146;2025-10-09;deal_won;Léa;2100
  v147;2025-10-16;deal_won;Léa;2600
  v148;2025-10-23;deal_won;Léa;1800
  v149;2025-11-02;deal_won;Léa;2500
  v150;2025-11-09;deal_won;Léa;1800
  v151;2025-11-16;deal_won;Léa;2100
  v152;2025-11-23;deal_won;Léa;3200
  v153;2025-12-02;deal_won;Léa;2400
  v154;2025-12-09;deal_won;Léa;2100
  v155;2025-12-16;deal_won;Léa;2900
  v156;2025-12-23;deal_won;Léa;2100
  v157;2025-10-02;deal_won;Karim;2500
  v158;2025-10-09;deal_won;Karim;2500
  v159;2025-10-16;deal_won;Karim;3200
  v160;2025-10-23;deal_won;Karim;2500
  v161;2025-11-02;deal_won;Karim;1800
  v162;2025-11-09;deal_won;Karim;2100
  v163;2025-11-16;deal_won;Karim;2500
  v164;2025-11-23;deal_won;Karim;2500
  v165;2025-12-02;deal_won;Karim;2600
  v166;2025-12-09;deal_won;Karim;2400
  v167;2025-12-16;deal_won;Karim;2100
  v168;2025-12-23;deal_won;Karim;3200
  v169;2025-10-02;deal_won;Sofia;2500
  v170;2025-10-09;deal_won;Sofia;3200
  v171;2025-10-16;deal_won;Sofia;2600
  v172;2025-10-23;deal_won;Sofia;2400
  v173;2025-11-02;deal_won;Sofia;2900
  v174;2025-11-09;deal_won;Sofia;2500
  v175;2025-11-16;deal_won;Sofia;2400
  v176;2025-11-23;deal_won;Sofia;2900
  v177;2025-12-02;deal_won;Sofia;2500
  v178;2025-12-09;deal_won;Sofia;2100
  v179;2025-12-16;deal_won;Sofia;2100
  v180;2025-12-23;deal_won;Sofia;1800
  v181;2025-10-02;deal_won;Yann;2100
  v182;2025-10-09;deal_won;Yann;2100
  v183;2025-10-16;deal_won;Yann;2100
  v184;2025-10-23;deal_won;Yann;2900
  v185;2025-11-02;deal_won;Yann;2100
  v186;2025-11-09;deal_won;Yann;1800
  v187;2025-11-16;deal_won;Yann;2500
  v188;2025-11-23;deal_won;Yann;3200
  v189;2025-12-02;deal_won;Yann;2600
  v190;2025-12-09;deal_won;Yann;2100
  v191;2025-12-16;deal_won;Yann;2400
  v192;2025-12-23;deal_won;Yann;2400
goal Nord revenue 100000 EUR 2026-Q1 as fair
Marc shares fair among people by history
# Feasible with one chance in two each; with two in three it would take somebody more.
expect share fair as Marc verdict is fair
expect share fair as Marc feasible is yes no
goal Nord revenue 200000 EUR 2026-Q1 as twice
Marc shares twice among people by history
expect share twice as Marc verdict is out_of_reach
expect share twice as Marc feasible is no no
# Nobody has a past in visits yet: nothing is claimed.
goal Nord meetings 400 2026-Q1 as visits
Marc shares visits among people by history
expect share visits as Marc verdict is unproven
expect share visits as Marc feasible is
