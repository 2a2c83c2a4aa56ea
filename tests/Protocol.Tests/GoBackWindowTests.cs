using FpgaSeg.Protocol.Flow;

namespace FpgaSeg.Protocol.Tests;

public sealed class GoBackWindowTests
{
    [Fact]
    public void A_segment_is_lost_when_a_later_frame_was_seen_and_it_is_still_expected()
    {
        var window = new GoBackWindow();
        window.Sent(100, 5);
        window.Sent(100, 6);
        window.Sent(100, 8);
        Assert.True(window.Acknowledge(100, 5));
        Assert.Equal(300, window.Next);

        // Frame 7 was no segment, but it came after 6.
        Assert.True(window.Acknowledge(100, 7));
        Assert.Equal(100, window.Next);
        Assert.Equal((200, 2), (window.RepeatedBytes, window.RepeatedFrames));
    }

    [Fact]
    public void The_same_word_twice_repeats_nothing_twice()
    {
        var window = new GoBackWindow();
        window.Sent(10, 1);
        window.Acknowledge(0, 2);
        window.Sent(10, 3);
        window.Acknowledge(0, 2);
        Assert.Equal(10, window.Next);
        Assert.Equal(1, window.RepeatedFrames);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(99)]
    [InlineData(201)]
    public void Old_and_impossible_words_are_ignored(long expected)
    {
        var window = new GoBackWindow();
        window.Sent(100, 1);
        window.Sent(100, 2);
        window.Acknowledge(100, 1);
        Assert.False(window.Acknowledge(expected, 9));
        Assert.Equal((100, 200), (window.Acknowledged, window.Next));
    }

    [Fact]
    public void Sequence_numbers_wrap()
    {
        var window = new GoBackWindow();
        window.Sent(1, 65535);
        window.Acknowledge(0, 65534);
        Assert.Equal(1, window.Next);
        window.Acknowledge(0, 0);
        Assert.Equal(0, window.Next);
    }

    [Theory]
    [InlineData(0, 65535, 65536)]
    [InlineData(65535, 65536, 65535)]
    [InlineData(5, 3, 5)]
    [InlineData(65530, 3, -6)]
    [InlineData(0, 196607, 196608)]
    public void Numbers_are_unwrapped_to_the_nearest(ushort low, long reference, long expected) =>
        Assert.Equal(expected, SequenceNumber.Unwrap(low, reference));
}
