CREATE TABLE a_table_whose_name_is_exactly_long_enough_to_be_cut_when_it_gets (first_column_with_a_long_name TEXT UNIQUE, second_column_with_a_long_name TEXT UNIQUE, first_column_with_a_long_name_2 TEXT UNIQUE);
INSERT INTO a_table_whose_name_is_exactly_long_enough_to_be_cut_when_it_gets VALUES ('a', 'b', 'c');
