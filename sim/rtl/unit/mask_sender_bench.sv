// fs_mask_sender between a transmitter and a host, over a line that loses frames either way and is late: every frame is what docs/link-protocol.md (sections 4
// and 5) says stands at its place, the host gets every byte of every mask in order, nothing is sent again that was not lost, a mask is held until its
// FRAME-DONE is acknowledged and no longer; places that cannot be change nothing; `clear` in mid-frame.
`timescale 1ns / 1ps
`default_nettype none
`include "bench.svh"

module mask_sender_case #(
    parameter int MASK_BYTES = 40,
    parameter int MAX_PAYLOAD = 16,
    parameter int POSITION_BITS = 6,
    parameter int MASKS = 60
) (output logic done);
    `BENCH_CLOCK(done)

    logic clear = 1'b1, complete = 1'b0, held, heard = 1'b0, quiet = 1'b1, send = 1'b0, take = 1'b0, pending, at_end;
    logic [15:0] heard_number = 16'd0, heard_sequence = 16'd0, sequence_number = 16'hFFC0, number;
    logic [31:0] heard_offset = 32'd0;
    logic [POSITION_BITS-1:0] position;
    logic [13:0] length;

    fs_mask_sender #(.MASK_BYTES(MASK_BYTES), .MAX_PAYLOAD(MAX_PAYLOAD), .POSITION_BITS(POSITION_BITS)) sender (.*);

    // What is on the line to the host: sequence, and for a MASK or FRAME-DONE its mask, place and bytes of data; -1 is another frame.
    int line_sequence [$], line_number [$], line_place [$], line_bytes [$];
    // What is on the line to the board.
    int word_number [$], word_offset [$], word_sequence [$];
    int loss_percent = 0, idle_percent = 0, late = 0;
    int number_now = 0, releases = 0, clears = 0, repeats = 0, losses = 0, clocks = 0;
    // The host: the place that it expects, the last frame that it saw.
    int host_number = 0, host_place = 0, host_sequence = 0;
    bit host_saw = 1'b0;
    // Of each place whether the last frame that began there is lost; the place behind the last byte is FRAME-DONE's.
    bit was_lost [0:MASK_BYTES];
    bit was_sent [0:MASK_BYTES];
    int next_place = 0, sent_end = 0, left = 0, place, bytes, expected_length, wait_clocks = 0;
    bit frame_is_mask = 1'b0, is_held = 1'b0, lost_now, releasing, cut = 1'b0, doubtful;

    task automatic forget;
        line_sequence.delete(); line_number.delete(); line_place.delete(); line_bytes.delete();
        word_number.delete(); word_offset.delete(); word_sequence.delete();
    endtask

    task automatic begin_mask;
        doubtful = 1'b0;
        next_place = 0;
        sent_end = 0;
        for (int i = 0; i <= MASK_BYTES; i++) {was_lost[i], was_sent[i]} = 2'b00;
    endtask

    // A frame begins at the sender's place: is it what is to stand there?
    task automatic check_frame;
        place = 32'(position);
        `BENCH_EQUAL("mask's number", number, 16'(number_now))
        `BENCH_EQUAL("at_end", at_end, place == MASK_BYTES)
        if (place > MASK_BYTES) begin $display("FAIL %m: place %0d", place); $fatal(1); end
        bytes = MASK_BYTES - place < MAX_PAYLOAD - 6 ? MASK_BYTES - place : MAX_PAYLOAD - 6;
        if (place < MASK_BYTES) `BENCH_EQUAL("length", length, bytes + 6)
        // A frame that `clear` cut short still takes its bytes, which moves the place: the first mask after it may begin too far, and the host makes it go back.
        if (cut && next_place == 0) begin
            next_place = place;
            {was_sent[0], was_lost[0]} = {place != 0, place != 0};
        end
        cut = 1'b0;
        // In order, or back at a place whose last frame was lost.
        if (place != next_place) begin
            repeats++;
            if (!was_sent[place] || place > next_place || !was_lost[place]) begin
                $display("FAIL %m: place %0d again instead of %0d, and it was not lost", place, next_place);
                $fatal(1);
            end
        end
        lost_now = `BENCH_CHANCE(loss_percent);
        if (lost_now) losses++;
        was_sent[place] = 1'b1;
        // A word in the very clock in which the frame is chosen is held against the frame before it: that may cost a repeat.
        was_lost[place] = lost_now || heard;
        if (heard) doubtful = 1'b1;
        next_place = place == MASK_BYTES ? MASK_BYTES + 1 : place + bytes;
    endtask

    task automatic host_hears;
        automatic int sequence_seen = line_sequence.pop_front(), n = line_number.pop_front(), at = line_place.pop_front(), data = line_bytes.pop_front();
        host_sequence = sequence_seen;
        host_saw = 1'b1;
        if (n == (host_number & 16'hFFFF) && at == host_place) begin
            if (at == MASK_BYTES) begin
                host_number++;
                host_place = 0;
            end else
                host_place += data;
        end
    endtask

    // POLL or MASK-ACK, now and then one of a place that cannot be.
    task automatic host_speaks;
        automatic int kind = $urandom % 12;
        case (kind)
            0: begin word_number.push_back(host_number + 2); word_offset.push_back(0); end
            1: begin word_number.push_back(host_number); word_offset.push_back(host_place == 0 ? 65536 * 256 : host_place + 65536 * 256); end
            2: begin word_number.push_back(host_number - 3); word_offset.push_back(host_place); end
            3: begin word_number.push_back(host_number); word_offset.push_back(MASK_BYTES + 1); end
            default: begin word_number.push_back(host_number); word_offset.push_back(host_place); end
        endcase
        word_sequence.push_back(host_sequence);
    endtask

    // One word: it lies still for four clocks before it counts.
    int word_age = 0;
    bit premature;
    task automatic board_hears;
        heard = 1'b0;
        if (word_age == 0 && word_number.size() > 0 && `BENCH_CHANCE(60)) begin
            heard_number = 16'(word_number.pop_front());
            heard_offset = word_offset.pop_front();
            heard_sequence = 16'(word_sequence.pop_front());
            word_age = 5;
            premature = 1'b0;
        end else if (word_age == 0 && is_held && next_place <= MASK_BYTES && `BENCH_CHANCE(2)) begin
            // The end of a mask whose FRAME-DONE was not sent.
            heard_number = 16'(number_now + 1);
            heard_offset = 32'd0;
            word_age = 5;
            premature = 1'b1;
        end else if (word_age > 0) begin
            word_age--;
            if (word_age == 0) heard = !`BENCH_CHANCE(loss_percent) && !(premature && next_place > MASK_BYTES);
        end
    endtask

    // The transmitter: frames of the mask, when there is one, and others in between.
    task automatic transmit;
        {send, take} = 2'b00;
        if (quiet) begin
            if (pending && !`BENCH_CHANCE(idle_percent)) begin
                check_frame;
                send = 1'b1;
                frame_is_mask = 1'b1;
                left = place == MASK_BYTES ? 0 : bytes;
                wait_clocks = 4 + $urandom % 4;
            end else if (`BENCH_CHANCE(10)) begin
                frame_is_mask = 1'b0;
                lost_now = `BENCH_CHANCE(loss_percent);
                left = 0;
                wait_clocks = 3 + $urandom % 12;
            end
        end else if (wait_clocks > 0)
            wait_clocks--;
        else if (left > 0 && !`BENCH_CHANCE(idle_percent)) begin
            take = 1'b1;
            if (!cut) `BENCH_EQUAL("position of a byte", position, place + bytes - left)
            left--;
            wait_clocks = 1;
        end
    endtask

    task automatic finish_frame;
        if (!lost_now) begin
            line_sequence.push_back(32'(sequence_number));
            line_number.push_back(frame_is_mask ? 32'(number) : -1);
            line_place.push_back(place);
            line_bytes.push_back(bytes);
        end
        sequence_number++;
        quiet = 1'b1;
    endtask

    task automatic tick;
        complete = !is_held && !clear && `BENCH_CHANCE(10);
        board_hears;
        // Only the word behind the last place ends a mask, and only once its FRAME-DONE was sent.
        releasing = is_held && heard && heard_number == 16'(number_now + 1) && heard_offset == 32'd0 && next_place == MASK_BYTES + 1;
        #1 transmit;
        @(posedge clk) #1;
        // Such a repeat puts the end off until FRAME-DONE was sent again.
        if (doubtful && held) releasing = 1'b0;
        if (send || (!frame_is_mask && wait_clocks > 0)) quiet = 1'b0;
        else if (!quiet && wait_clocks == 0 && left == 0) finish_frame;
        if (clear) begin
            is_held = 1'b0;
            number_now = 0;
            {host_number, host_place} = {32'd0, 32'd0};
            host_saw = 1'b0;
            forget;
            begin_mask;
            word_age = 0;
        end else if (releasing) begin
            is_held = 1'b0;
            number_now++;
            releases++;
            begin_mask;
        end else if (complete)
            is_held = 1'b1;
        #1 `BENCH_EQUAL("held", held, is_held)
        `BENCH_EQUAL("number", number, 16'(number_now))
        if (!is_held) `BENCH_EQUAL("pending", pending, 1'b0)
        {send, take, heard, complete} = 4'd0;
        if (line_sequence.size() > late || (line_sequence.size() > 0 && `BENCH_CHANCE(3))) begin
            host_hears;
            if (`BENCH_CHANCE(70)) host_speaks;
        end else if (host_saw && `BENCH_CHANCE(2)) host_speaks;
        clocks++;
        if (clocks > MASKS * (200 * MASK_BYTES + 4000)) begin $display("FAIL %m: it stands still after %0d masks", releases); $fatal(1); end
    endtask

    initial begin
        done = 1'b0;
        begin_mask;
        repeat (4) @(posedge clk);
        #1 clear = 1'b0;
        for (int target = 1; target <= MASKS; target++) begin
            loss_percent = target % 3 == 0 ? 0 : 5 + $urandom % 30;
            idle_percent = target % 4 == 0 ? 0 : $urandom % 90;
            late = $urandom % 5;
            while (releases < target) begin
                tick;
                // A mask cut short by a new session, with its frame still under way.
                if (target % 8 == 5 && clears < target / 8 + 1 && is_held && !quiet && left > 0 && `BENCH_CHANCE(5)) begin
                    clear = 1'b1;
                    {lost_now, cut} = 2'b11;
                    tick;
                    clear = 1'b0;
                    `BENCH_EQUAL("position after clear", position, '0)
                    clears++;
                end
            end
        end
        if (repeats == 0 || losses == 0 || clears == 0) begin $display("FAIL %m: %0d repeats, %0d losses, %0d clears", repeats, losses, clears); $fatal(1); end
        done = 1'b1;
    end
endmodule

module mask_sender_bench;
    logic [3:0] done;
    mask_sender_case #(.MASK_BYTES(41), .MAX_PAYLOAD(16), .POSITION_BITS(6)) several (.done(done[0]));
    mask_sender_case #(.MASK_BYTES(64), .MAX_PAYLOAD(16), .POSITION_BITS(7)) power (.done(done[1]));
    mask_sender_case #(.MASK_BYTES(1), .MAX_PAYLOAD(16), .POSITION_BITS(1)) smallest (.done(done[2]));
    mask_sender_case #(.MASK_BYTES(31), .MAX_PAYLOAD(37), .POSITION_BITS(5)) one_frame (.done(done[3]));

    initial begin
        wait (done == '1);
        $display("PASS 240 masks");
        $finish;
    end
endmodule

`default_nettype wire
